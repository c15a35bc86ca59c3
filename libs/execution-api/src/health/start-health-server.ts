import { createServer, type ServerResponse } from 'node:http';
import { closeServer } from '../close-server.ts';
import { type ListenAddress, listenAt } from '../listen-at.ts';

const TEXT = 'text/plain; charset=utf-8';
const PROMETHEUS_TEXT = 'text/plain; version=0.0.4; charset=utf-8';
const MAX_HEADER_BYTES = 8192;
const TIMEOUT_MS = 10_000;

/** What the program says of itself. */
export interface HealthPort {
  /** Why the program is not ready, one sentence each; none when it is. */
  listUnready(): readonly string[];
  /** Metrics in Prometheus' text form. */
  renderMetrics(): string | Promise<string>;
}

/** A running server of `/healthz`, `/readyz` and `/metrics`. */
export interface HealthServer {
  readonly address: ListenAddress;
  close(): Promise<void>;
}

/**
 * Starts the server for the kubelet and Prometheus: plain HTTP, for inside the cluster only.
 *
 * `/healthz` is 200 as long as the program can answer at all, whatever is away: a restart would not bring it back.
 *
 * @throws ExecutionError `ERR_EXECUTION_LISTEN`
 */
export async function startHealthServer(listen: ListenAddress, port: HealthPort): Promise<HealthServer> {
  const server = createServer({
    headersTimeout: TIMEOUT_MS,
    requestTimeout: TIMEOUT_MS,
    maxHeaderSize: MAX_HEADER_BYTES,
  });
  server.on('request', (request, response) => {
    request.resume();
    if (request.method === 'GET') void answer(request.url ?? '', response, port);
    else send(response, 405, 'only GET\n');
  });
  const address = await listenAt(server, listen);
  return { address, close: () => closeServer(server) };
}

async function answer(url: string, response: ServerResponse, port: HealthPort): Promise<void> {
  try {
    switch (url.split('?')[0]) {
      case '/healthz':
        send(response, 200, 'ok\n');
        return;
      case '/readyz':
        sendReadiness(response, port.listUnready());
        return;
      case '/metrics':
        send(response, 200, await port.renderMetrics(), PROMETHEUS_TEXT);
        return;
      default:
        send(response, 404, 'there are /healthz, /readyz and /metrics\n');
    }
  } catch {
    send(response, 500, 'this could not be found out; see the log\n');
  }
}

function sendReadiness(response: ServerResponse, reasons: readonly string[]): void {
  if (reasons.length === 0) send(response, 200, 'ok\n');
  else send(response, 503, reasons.map((reason) => `${reason}\n`).join(''));
}

function send(response: ServerResponse, status: number, ...[text, type = TEXT]: [string, string?]): void {
  response.writeHead(status, {
    'Content-Type': type,
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  });
  response.end(text);
}
