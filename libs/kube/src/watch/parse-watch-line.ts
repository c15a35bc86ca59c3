import { KubeError } from '../kube-error.ts';
import type { KubeObject } from '../kube-object.ts';

/** One line of a watch. */
export type WatchLine =
  | { readonly type: 'upsert' | 'delete'; readonly object: KubeObject; readonly version: string | undefined }
  | { readonly type: 'bookmark'; readonly version: string | undefined }
  /** The server ends the watch with it, under HTTP 200. */
  | { readonly type: 'error'; readonly error: KubeError; readonly version: undefined };

/**
 * Reads one line.
 *
 * @throws SyntaxError what is no JSON, and no event: the watch cannot be believed any more
 */
export function parseWatchLine(line: string): WatchLine {
  const { type, object } = parseEvent(line);
  if (type === 'ERROR') return { type: 'error', error: toError(object), version: undefined };
  const { metadata } = object as Partial<KubeObject>;
  const given = metadata?.['resourceVersion'];
  const version = typeof given === 'string' ? given : undefined;
  if (type === 'BOOKMARK') return { type: 'bookmark', version };
  if (typeof metadata?.name !== 'string') throw new SyntaxError('an event of an object without a name');
  if (type === 'ADDED' || type === 'MODIFIED')
    return { type: 'upsert', object: object as KubeObject, version };
  if (type === 'DELETED') return { type: 'delete', object: object as KubeObject, version };
  throw new SyntaxError('an event of an unknown type');
}

function parseEvent(line: string): { readonly type: unknown; readonly object: object } {
  const event = JSON.parse(line) as { readonly type?: unknown; readonly object?: unknown } | null;
  const { type, object } = event ?? {};
  if (typeof object !== 'object' || object === null) throw new SyntaxError('an event without an object');
  return { type, object };
}

function toError(status: object): KubeError {
  const { code, reason, details } = status as {
    readonly code?: unknown;
    readonly reason?: unknown;
    readonly details?: { readonly retryAfterSeconds?: unknown };
  };
  const retry = details?.retryAfterSeconds;
  return new KubeError(
    'ERR_KUBE_RESPONSE',
    `The API server ended a watch with status ${String(code)} (${String(reason)}).`,
    {
      ...(typeof code === 'number' ? { status: code } : {}),
      ...(typeof reason === 'string' && /^[A-Za-z]{1,64}$/.test(reason) ? { reason } : {}),
      ...(typeof retry === 'number' ? { retryAfterMs: retry * 1_000 } : {}),
      isRetryable: true,
    },
  );
}
