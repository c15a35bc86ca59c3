import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createSecureServer, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2';
import { Agent } from 'node:https';
import { dirname, join } from 'node:path';

import type { RunningCluster } from '../start-cluster.ts';
import type { DecideFault, ProxiedRequest } from './answer-fault.ts';
import { relayRequest, type Upstream } from './relay-request.ts';

/** A proxy on 127.0.0.1 that ends TLS with the cluster's own certificate and can act on single answers. */
export interface AnswerProxy {
  /** Address to use instead of the server's. */
  readonly url: string;
  /** From now on decides about each new request; `undefined` lets all pass. */
  setFault(decide: DecideFault | undefined): void;
  /** Every request so far. */
  readonly requests: readonly ProxiedRequest[];
  stop(): Promise<void>;
}

/**
 * Starts a proxy in front of an API server for HTTP/2 and HTTP/1.1. A request with a bearer token passes under that
 * identity, any other as administrator: a client certificate does not reach through.
 */
export async function startAnswerProxy(
  cluster: Pick<RunningCluster, 'url' | 'caPath' | 'adminCert' | 'adminKey'>,
): Promise<AnswerProxy> {
  const pki = dirname(cluster.caPath);
  const [ca = '', cert = '', key = '', serverCert = '', serverKey = ''] = await Promise.all(
    [
      cluster.caPath,
      cluster.adminCert,
      cluster.adminKey,
      join(pki, 'server.crt'),
      join(pki, 'server.key'),
    ].map((path) => readFile(path, 'utf8')),
  );
  const upstream: Upstream = {
    url: cluster.url,
    asAdmin: new Agent({ keepAlive: true, ca, cert, key }),
    asBearer: new Agent({ keepAlive: true, ca }),
  };
  const requests: ProxiedRequest[] = [];
  let decide: DecideFault | undefined;
  const take = (request: Http2ServerRequest, response: Http2ServerResponse) => {
    const asked = toProxied(request);
    requests.push(asked);
    relayRequest(upstream, { request, response, fault: decide?.(asked) });
  };
  const server = createSecureServer({ cert: serverCert, key: serverKey, allowHTTP1: true }, take);
  const sockets = new Set<{ destroy(): void }>();
  server.on('connection', (socket: NodeJS.Socket & { destroy(): void }) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  // A client that goes away in the middle is what these tests are about.
  server.on('sessionError', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { readonly port: number };
  return {
    url: `https://127.0.0.1:${port}`,
    setFault: (next) => (decide = next),
    requests,
    async stop() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      upstream.asAdmin.destroy();
      upstream.asBearer.destroy();
      await closed;
    },
  };
}

function toProxied({ method, url }: Http2ServerRequest): ProxiedRequest {
  const isWatch = new URL(url, 'https://127.0.0.1').searchParams.has('watch');
  return { method, path: url, isWatch, atMs: performance.now() };
}
