import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Serves artifacts from memory. */
export interface ArtifactServer {
  /** Stores a body under a path without a leading slash, and gives its URL. Keeps the last few of a folder. */
  readonly put: (path: string, body: Buffer) => string;
  readonly close: () => Promise<void>;
}

/** A reconcile that has begun may still fetch what was replaced meanwhile. */
const KEPT_PER_FOLDER = 3;

/** Starts a server on a free port of 127.0.0.1. */
export async function startArtifactServer(): Promise<ArtifactServer> {
  const bodies = new Map<string, Buffer>();
  const server = createServer((request, response) => {
    const body = bodies.get(decodeURI(request.url ?? '').slice(1));
    if (body === undefined) {
      response.writeHead(404).end('no such artifact\n');
    } else {
      response.writeHead(200, { 'content-type': 'application/gzip', 'content-length': body.length });
      response.end(request.method === 'HEAD' ? undefined : body);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const put = (path: string, body: Buffer): string => {
    bodies.delete(path);
    bodies.set(path, body);
    const folder = path.slice(0, path.lastIndexOf('/') + 1);
    const siblings = [...bodies.keys()].filter((each) => each.startsWith(folder));
    for (const old of siblings.slice(0, -KEPT_PER_FOLDER)) bodies.delete(old);
    return `http://127.0.0.1:${port}/${path}`;
  };
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  return { put, close };
}
