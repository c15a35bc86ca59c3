/** A request that was answered; holds no token, no header and no body. */
export interface AnsweredRequest {
  readonly requestId: string;
  readonly method: string;
  /** The operation, or `none` where there is no such path; never the path itself, which callers choose. */
  readonly operationId: string;
  readonly status: number;
  /** Of a problem. */
  readonly code?: string;
  /** Once known. */
  readonly actor?: string;
  readonly durationMs: number;
}

/** Told what happens, for logs, metrics and records of refusals. */
export interface ExecutionObserver {
  onAnswer(answered: AnsweredRequest): void;
  /** Static text and safe fields. */
  onWarning(message: string, fields: Readonly<Record<string, string | number>>): void;
}
