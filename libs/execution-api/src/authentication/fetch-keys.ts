import { Agent, request } from 'node:https';
import type { FetchImplementation } from 'jose';

/** A key set has a few kilobytes. */
const MAX_BYTES = 262_144;
const OK = 200;

/** The key set could not be fetched. */
export class KeysUnavailableError extends Error {}

/**
 * Gives the function with which jose fetches a key set: HTTPS only, no redirects, a limit of 256 KiB, and an authority
 * of its own where one is named.
 *
 * @param authority PEM; absent: the authorities that Node trusts
 */
export function createFetchKeys(authority: string | undefined): FetchImplementation {
  const agent = new Agent({ keepAlive: false, ...(authority === undefined ? {} : { ca: authority }) });
  return async (url, { headers, signal }) => {
    try {
      return new Response(await fetchText({ url, agent, headers, signal }), { status: OK });
    } catch (cause) {
      throw new KeysUnavailableError(`the key set did not come: ${codeOf(cause)}`, { cause });
    }
  };
}

interface KeyRequest {
  readonly url: string;
  readonly agent: Agent;
  readonly headers: Headers;
  readonly signal: AbortSignal;
}

function fetchText({ url, agent, headers, signal }: KeyRequest): Promise<string> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { agent, headers: Object.fromEntries(headers), signal }, (answer) => {
      if (answer.statusCode !== OK) {
        answer.resume();
        reject(new Error(`status ${answer.statusCode}`));
        return;
      }
      const chunks: Buffer[] = [];
      let bytes = 0;
      answer.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > MAX_BYTES) sent.destroy(new Error(`more than ${MAX_BYTES} bytes`));
        chunks.push(chunk);
      });
      answer.once('error', reject);
      answer.once('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
    });
    sent.once('error', reject);
    sent.end();
  });
}

function codeOf(cause: unknown): string {
  if (!(cause instanceof Error)) return 'unknown reason';
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.message;
}
