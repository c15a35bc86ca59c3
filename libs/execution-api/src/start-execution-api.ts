import { createServer, type Server } from 'node:https';
import { createAnswerRequest } from './answer-request.ts';
import { checkOptions } from './check-options.ts';
import { closeServer } from './close-server.ts';
import type { ExecutionApiOptions, TimeLimits } from './execution-options.ts';
import { type ListenAddress, listenAt } from './listen-at.ts';
import { readCertificate, type ServerCertificate, watchCertificate } from './watch-certificate.ts';

const HEADERS_MS = 10_000;
const REQUEST_MS = 30_000;
const CHECK_EVERY_MS = 1000;
const KEEP_ALIVE_MS = 5000;
const MAX_HEADER_BYTES = 16_384;
const MAX_CONNECTIONS = 1000;

/** A running Execution API. */
export interface ExecutionApi {
  /** With the port that was chosen for port 0. */
  readonly address: ListenAddress;
  /** Ends it: requests that are being answered have 5 s. */
  close(): Promise<void>;
}

/**
 * Starts the Execution API: HTTPS only, TLS 1.2 or later.
 *
 * @throws ExecutionError `ERR_EXECUTION_OPTIONS`, `ERR_EXECUTION_CERTIFICATE`, `ERR_EXECUTION_LISTEN`
 */
export async function startExecutionApi(options: ExecutionApiOptions): Promise<ExecutionApi> {
  checkOptions(options);
  const certificate = await readCertificate(options.tls);
  const answerRequest = createAnswerRequest(options);
  const server = createTlsServer(certificate, options.timeLimits ?? {});
  server.on('request', (request, response) => void answerRequest(request, response));
  const address = await listenAt(server, options.listen);
  const unwatch = watchCertificate(options.tls, certificate, {
    onChange: (next) => {
      server.setSecureContext({ ...next, minVersion: 'TLSv1.2' });
      options.observer.onWarning('the certificate was read again', { file: options.tls.certificateFile });
    },
    onFault: (why) => options.observer.onWarning('the certificate stays as it was', { why }),
  });
  return {
    address,
    close: () => {
      unwatch();
      return closeServer(server);
    },
  };
}

function createTlsServer(certificate: ServerCertificate, limits: TimeLimits): Server {
  const headersTimeout = limits.headersMs ?? HEADERS_MS;
  const server = createServer({
    ...certificate,
    minVersion: 'TLSv1.2',
    handshakeTimeout: headersTimeout,
    headersTimeout,
    requestTimeout: limits.requestMs ?? REQUEST_MS,
    connectionsCheckingInterval: limits.checkEveryMs ?? CHECK_EVERY_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    maxHeaderSize: MAX_HEADER_BYTES,
  });
  server.maxConnections = MAX_CONNECTIONS;
  return server;
}
