import type { ClientHttp2Stream } from 'node:http2';
import { KubeError } from '../kube-error.ts';
import { explainAnswer } from '../transport/explain-answer.ts';
import { createLineSplitter } from './line-splitter.ts';

/** A new watch sends headers at once; a server whose etcd is gone never does. */
const HEADERS_MS = 10_000;

/** An object and its managed fields, twice over. */
const MAX_LINE_BYTES = 8_000_000;

/** Most that is read of an answer that is no watch. */
const MAX_ERROR_BYTES = 65_536;

/** What an answer is to be read as. */
export interface StreamReading {
  readonly server: string;
  readonly path: string;
  /** One line of JSON; called in order. @throws ends the watch */
  readonly onLine: (line: string) => void;
  /** Called when the server has answered with headers. */
  readonly onOpen: () => void;
  readonly onBytes: (bytes: number) => void;
}

/**
 * Reads a watch to its end; resolves when the server ends it in peace.
 *
 * @throws KubeError of an answer that is no watch; whatever `onLine` throws; what ended the stream
 */
export async function readWatchStream(stream: ClientHttp2Stream, reading: StreamReading): Promise<void> {
  const status = await readStatus(stream, reading);
  if (status.code !== 200) throw await explainRefusal(stream, { ...status, ...reading });
  reading.onOpen();
  const splitter = createLineSplitter(MAX_LINE_BYTES);
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    reading.onBytes(chunk.length);
    for (const line of splitter.push(chunk)) reading.onLine(line);
  }
}

interface StreamStatus {
  readonly code: number;
  readonly retryAfter: string | undefined;
}

function readStatus(stream: ClientHttp2Stream, { server, path }: StreamReading): Promise<StreamStatus> {
  const { promise, resolve, reject } = Promise.withResolvers<StreamStatus>();
  const silent = () =>
    new KubeError(
      'ERR_KUBE_UNREACHABLE',
      `${server} did not begin the watch of ${path.split('?')[0]} within ${HEADERS_MS / 1_000} s.`,
    );
  const timer = setTimeout(() => {
    reject(silent());
    stream.destroy();
  }, HEADERS_MS);
  stream.once('response', (headers) => {
    const retryAfter = headers['retry-after'];
    resolve({
      code: headers[':status'] ?? 0,
      retryAfter: typeof retryAfter === 'string' ? retryAfter : undefined,
    });
  });
  stream.once('error', reject);
  stream.once('close', () => reject(silent()));
  return promise.finally(() => clearTimeout(timer));
}

async function explainRefusal(
  stream: ClientHttp2Stream,
  { code, retryAfter, server, path }: StreamStatus & StreamReading,
): Promise<KubeError> {
  let body = '';
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    body += chunk.toString('utf8');
    if (body.length > MAX_ERROR_BYTES) break;
  }
  return explainAnswer({
    server,
    method: 'WATCH',
    path: path.split('?')[0] ?? path,
    status: code,
    body,
    retryAfter,
  });
}
