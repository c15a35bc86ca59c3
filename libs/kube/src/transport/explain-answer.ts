import { KubeError, type KubeErrorCode } from '../kube-error.ts';

const MS_PER_SECOND = 1_000;

/** Longest wait that a server's Retry-After is heeded for, in s. */
const MOST_RETRY_SECONDS = 300;

/** An answer that is no success. */
export interface FailedAnswer {
  readonly server: string;
  readonly method: string;
  /** Without its query. */
  readonly path: string;
  readonly status: number;
  readonly body: string;
  readonly retryAfter: string | undefined;
}

/** Statuses after which the same request may succeed later. */
const RETRYABLE: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);

/**
 * Gives the error of an answer that is no success. Nothing of the body is taken over but the reason: messages of the API
 * server quote objects.
 */
export function explainAnswer({ server, method, path, status, body, retryAfter }: FailedAnswer): KubeError {
  const reason = readReason(status, body);
  const told = reason === undefined ? '' : ` (${reason})`;
  const retryAfterMs = toRetryMs(retryAfter);
  return new KubeError(toCode(status), `${server} answered ${method} ${path} with status ${status}${told}.`, {
    status,
    ...(reason === undefined ? {} : { reason }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    isRetryable: RETRYABLE.has(status) && reason !== 'UnknownField',
  });
}

function toCode(status: number): KubeErrorCode {
  if (status === 401) return 'ERR_KUBE_UNAUTHORIZED';
  if (status === 403) return 'ERR_KUBE_FORBIDDEN';
  return status === 404 ? 'ERR_KUBE_NOT_FOUND' : 'ERR_KUBE_RESPONSE';
}

/** How the API server says that a field cannot be changed once the object is there; it has no reason of its own for it. */
const IMMUTABLE = /field is immutable|updates to \w+ spec for fields other than/;

/** A manifest with a field, or a value, that the schema does not know. */
const UNTYPED = /field not declared in schema|failed to create typed patch object/;

/**
 * Three are ours: `NotServed` for a 404 of the router and not of a resource, `UnknownField` for a 500 that never passes,
 * `Immutable` for a 422 that only another object can help.
 */
function readReason(status: number, body: string): string | undefined {
  if (status === 404 && body.startsWith('404 page not found')) return 'NotServed';
  if (status === 422 && IMMUTABLE.test(body)) return 'Immutable';
  if (status === 500 && UNTYPED.test(body)) return 'UnknownField';
  try {
    const { reason } = JSON.parse(body) as { readonly reason?: unknown };
    return typeof reason === 'string' && /^[A-Za-z]{1,64}$/.test(reason) ? reason : undefined;
  } catch {
    return undefined;
  }
}

function toRetryMs(text: string | undefined): number | undefined {
  if (text === undefined || !/^\d{1,6}$/.test(text)) return undefined;
  return Math.min(Number(text), MOST_RETRY_SECONDS) * MS_PER_SECOND;
}
