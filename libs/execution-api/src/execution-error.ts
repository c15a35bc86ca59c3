import { AppError } from '@atoll/core';

/** Status and title of every problem that the API answers with, by its code. */
export const problemStatus = {
  ERR_EXECUTION_REQUEST: 400,
  ERR_EXECUTION_TOKEN_MISSING: 401,
  ERR_EXECUTION_TOKEN_INVALID: 401,
  ERR_EXECUTION_AUDIENCE: 403,
  ERR_EXECUTION_ROLE: 403,
  ERR_EXECUTION_ROUTE: 404,
  ERR_EXECUTION_NOT_FOUND: 404,
  ERR_EXECUTION_METHOD: 405,
  ERR_EXECUTION_CONFLICT: 409,
  ERR_EXECUTION_BODY_SIZE: 413,
  ERR_EXECUTION_MEDIA_TYPE: 415,
  ERR_EXECUTION_RATE: 429,
  ERR_EXECUTION_INTERNAL: 500,
  ERR_EXECUTION_UNAVAILABLE: 503,
  ERR_EXECUTION_AUTHENTICATION_UNAVAILABLE: 503,
} as const;

/** Code of a problem that is answered. */
export type ProblemCode = keyof typeof problemStatus;

/** Code of a failure at the start. */
export type StartCode = 'ERR_EXECUTION_OPTIONS' | 'ERR_EXECUTION_CERTIFICATE' | 'ERR_EXECUTION_LISTEN';

/** A refusal that the caller of the API reads, or a failure at the start. The message holds no token and no key. */
export class ExecutionError extends AppError {
  declare readonly code: ProblemCode | StartCode;
  /** Headers of the answer, such as `WWW-Authenticate` or `Retry-After`. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    code: ProblemCode | StartCode,
    message: string,
    options: { readonly cause?: unknown; readonly headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(code, message, options);
    this.headers = options.headers ?? {};
  }
}
