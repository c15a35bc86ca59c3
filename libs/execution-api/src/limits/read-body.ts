import type { IncomingMessage } from 'node:http';
import { ExecutionError } from '../execution-error.ts';

/** A comment and a reason are a few hundred bytes. */
const MAX_BODY_BYTES = 65_536;

/**
 * Reads a JSON body; `undefined` when there is none.
 *
 * @throws ExecutionError `ERR_EXECUTION_BODY_SIZE`, `ERR_EXECUTION_MEDIA_TYPE`, `ERR_EXECUTION_REQUEST`
 */
export async function readBody(request: IncomingMessage): Promise<unknown> {
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) throw tooLarge();
  const bytes = await collect(request);
  if (bytes.length === 0) return undefined;
  requireJson(request.headers);
  return parseJson(bytes);
}

/** Listens instead of iterating: leaving an iteration early would close the connection before the answer. */
function collect(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  return new Promise((resolve, reject) => {
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= MAX_BODY_BYTES) {
        chunks.push(chunk);
        return;
      }
      chunks.length = 0;
      reject(tooLarge());
    });
    request.once('end', () => resolve(Buffer.concat(chunks)));
    request.once('error', reject);
    request.once('close', () =>
      reject(new ExecutionError('ERR_EXECUTION_REQUEST', 'the request ended early')),
    );
  });
}

function requireJson(headers: IncomingMessage['headers']): void {
  const type = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  const encoding = headers['content-encoding'] ?? 'identity';
  if (type !== 'application/json' || encoding !== 'identity') {
    const message = 'the body must be application/json without Content-Encoding';
    throw new ExecutionError('ERR_EXECUTION_MEDIA_TYPE', message);
  }
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new ExecutionError('ERR_EXECUTION_REQUEST', 'the body is no JSON in UTF-8', { cause });
  }
}

function tooLarge(): ExecutionError {
  return new ExecutionError(
    'ERR_EXECUTION_BODY_SIZE',
    `the body has more than ${MAX_BODY_BYTES} bytes; send less`,
  );
}
