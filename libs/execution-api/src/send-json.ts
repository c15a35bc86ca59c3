import type { ServerResponse } from 'node:http';

/** An answer whose body is JSON. */
export interface JsonAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends an answer, unless the caller has gone or something was sent already. */
export function sendJson(response: ServerResponse, { status, body, headers = {} }: JsonAnswer): void {
  if (response.headersSent || response.destroyed) return;
  const bytes = Buffer.from(JSON.stringify(body));
  response.writeHead(status, {
    'Content-Type': 'application/json',
    'Content-Length': bytes.length,
    ...headers,
  });
  response.end(bytes);
}
