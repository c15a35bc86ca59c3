/** A request as it reaches the proxy. */
export interface ProxiedRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly isWatch: boolean;
  /** On the clock of `performance.now()`. */
  readonly atMs: number;
}

/** What happens to one request. */
export type AnswerFault =
  /** The server is not asked; this is answered. */
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      /** A text as it is; anything else as JSON. */
      readonly body: unknown;
    }
  /** Nothing is ever answered, no headers either. */
  | { readonly kind: 'silence' }
  /** The server's answer passes for so long, in ms, and ends in peace. */
  | { readonly kind: 'end'; readonly afterMs: number }
  /** Each line of the server's answer becomes none, one or more. */
  | { readonly kind: 'lines'; readonly change: (line: string) => readonly string[] };

/** Decides about each request; `undefined` lets it pass. */
export type DecideFault = (request: ProxiedRequest) => AnswerFault | undefined;
