import { AppError } from '@atoll/core';

/** Codes of {@link KubeError}. */
export type KubeErrorCode =
  /** No kubeconfig, or one that cannot be used. */
  | 'ERR_KUBE_CONFIG'
  /** No answer: refused, unknown host, TLS, timeout. */
  | 'ERR_KUBE_UNREACHABLE'
  /** The server does not know who asks. */
  | 'ERR_KUBE_UNAUTHORIZED'
  /** The server knows who asks, and refuses. */
  | 'ERR_KUBE_FORBIDDEN'
  /** The server does not know the resource: its CRD is not installed. */
  | 'ERR_KUBE_NOT_FOUND'
  /** The server failed, or something else than a Kubernetes API answered. */
  | 'ERR_KUBE_RESPONSE';

/** What a program needs to know of a failed request beside its code. */
export interface KubeErrorFacts {
  readonly cause?: unknown;
  /** HTTP status; absent when there was no answer. */
  readonly status?: number;
  /** As of the API server, such as `Conflict`; `NotServed`, `UnknownField`, `Immutable` and `Silent` are ours. */
  readonly reason?: string;
  /** What the server asks to wait. */
  readonly retryAfterMs?: number;
  readonly isRetryable?: boolean;
}

/** What went wrong between Atoll and a cluster; never holds a token, a certificate or the content of an object. */
export class KubeError extends AppError {
  declare readonly code: KubeErrorCode;
  readonly status: number | undefined;
  readonly reason: string | undefined;
  readonly retryAfterMs: number | undefined;
  readonly isRetryable: boolean;

  constructor(code: KubeErrorCode, message: string, facts: KubeErrorFacts = {}) {
    super(code, message, 'cause' in facts ? { cause: facts.cause } : undefined);
    this.status = facts.status;
    this.reason = facts.reason;
    this.retryAfterMs = facts.retryAfterMs;
    this.isRetryable = facts.isRetryable ?? code === 'ERR_KUBE_UNREACHABLE';
  }
}
