/** One request about a Lease. */
export interface LeaseRequest {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** How long the answer may take. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

/** What an election needs of a connection to an API server; a `KubeConnection` fits. */
export interface LeaseConnection {
  /**
   * Sends the request and gives the parsed answer of a success; everything else is an error, whose `status` is the
   * server's, if there was an answer.
   */
  request(request: LeaseRequest): Promise<{ readonly status: number; readonly body: unknown }>;
}
