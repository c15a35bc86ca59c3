/** One request to the API server. */
export interface KubeRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With its query, such as `/api/v1/namespaces?limit=1`. */
  readonly path: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Default `application/json`; of a patch, its kind. */
  readonly contentType?: string;
  /** Default `application/json`. */
  readonly accept?: string;
  /** From the first byte sent to the last received; default 10 s. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

/** The answer to a request that succeeded. */
export interface KubeAnswer {
  readonly status: number;
  /** As the API server wrote it, every field kept. */
  readonly body: unknown;
  /** Texts of Warning headers. */
  readonly warnings: readonly string[];
}

/** A connection to one API server, for programs that ask again and again: sockets are kept. */
export interface KubeConnection {
  /** Address without credentials. */
  readonly server: string;
  /**
   * @throws KubeError with the status and reason of an answer that is no success, or without a status where there was none
   */
  request(request: KubeRequest): Promise<KubeAnswer>;
  /** Gives what a further connection to the same server needs; asked for each, since tokens and certificates are renewed. */
  readonly credentials: CredentialReader;
  close(): Promise<void>;
}

/** Who asks, and how the server is known. */
export interface KubeCredentials {
  /** Headers of each request: the bearer token. */
  readonly headers: Readonly<Record<string, string>>;
  readonly tls: {
    readonly ca?: Buffer | string;
    readonly cert?: Buffer | string;
    readonly key?: Buffer | string;
    readonly rejectUnauthorized?: boolean;
    readonly servername?: string;
  };
}

/** Reads credentials anew. @throws KubeError ERR_KUBE_CONFIG, ERR_KUBE_UNAUTHORIZED */
export type CredentialReader = () => Promise<KubeCredentials>;
