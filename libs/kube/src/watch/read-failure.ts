import { KubeError } from '../kube-error.ts';

/** Why a list or a watch failed. */
export interface WatchFailure {
  /** For a counter: the server's reason, the HTTP status or `connection`. */
  readonly reason: string;
  /**
   * - `expired`: the server has forgotten the version
   * - `refused`: the version may be to blame, such as one that is too new after a restore of etcd, or the server fails
   * - `garbled`: what came is no watch
   * - `forbidden`, `unserved`
   * - `silent`: the server answers no ping
   * - `failed`: anything else, such as a connection that was cut
   */
  readonly kind: 'expired' | 'refused' | 'garbled' | 'forbidden' | 'unserved' | 'silent' | 'failed';
  /** What the server asks to wait; 0: nothing. */
  readonly retryAfterMs: number;
  /** Whether the connection failed, and no answer. */
  readonly isConnection: boolean;
}

const KINDS: Readonly<Record<number, WatchFailure['kind']>> = {
  400: 'refused',
  403: 'forbidden',
  404: 'unserved',
  410: 'expired',
  500: 'refused',
  504: 'refused',
};

/** Reads what ended a list or a watch. */
export function readFailure(error: unknown): WatchFailure {
  if (error instanceof SyntaxError || error instanceof RangeError)
    return { reason: error.name, kind: 'garbled', retryAfterMs: 0, isConnection: false };
  if (!(error instanceof KubeError) || error.status === undefined) {
    const isSilent = error instanceof KubeError && error.reason === 'Silent';
    const reason = isSilent ? 'Silent' : 'connection';
    return { reason, kind: isSilent ? 'silent' : 'failed', retryAfterMs: 0, isConnection: true };
  }
  const { status, reason = String(status), retryAfterMs = 0 } = error;
  return { reason, kind: KINDS[status] ?? 'failed', retryAfterMs, isConnection: false };
}
