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

/** What went wrong between Atoll and a cluster; never holds a token, a certificate or the content of an object. */
export class KubeError extends AppError {
  declare readonly code: KubeErrorCode;

  constructor(code: KubeErrorCode, message: string, options?: { readonly cause?: unknown }) {
    super(code, message, options);
  }
}
