import { createHmac } from 'node:crypto';

/** Prefix of a key in Base64. Source: Standard Webhooks 1.0.0. */
const BASE64_PREFIX = 'whsec_';

/** What is signed. */
export interface SignedMessage {
  readonly id: string;
  /** Seconds since 1970: a receiver refuses what is old, so that nobody can send a message again later. */
  readonly seconds: number;
  /** The very bytes that are sent. */
  readonly body: string;
}

/**
 * Gives the headers by which a receiver knows that a message is genuine, unaltered and new: HMAC-SHA256 over
 * `<id>.<seconds>.<body>`. Source: Standard Webhooks 1.0.0.
 *
 * @param key the shared secret; one that begins with `whsec_` is Base64
 */
export function signMessage(key: string, { id, seconds, body }: SignedMessage): Record<string, string> {
  const bytes = key.startsWith(BASE64_PREFIX)
    ? Buffer.from(key.slice(BASE64_PREFIX.length), 'base64')
    : Buffer.from(key, 'utf8');
  const digest = createHmac('sha256', bytes).update(`${id}.${seconds}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': String(seconds), 'webhook-signature': `v1,${digest}` };
}
