import { type AddressInfo, createServer, type Server } from 'node:net';

/** Asks the system for ports that are free on 127.0.0.1 just now; somebody else may take one before its use. */
export async function findFreePorts(count: number): Promise<number[]> {
  // All are open at the same time, or the system could name one port twice.
  const servers = await Promise.all(Array.from({ length: count }, listen));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map(close));
  return ports;
}

function listen(): Promise<Server> {
  return new Promise((resolvePromise, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolvePromise(server));
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolvePromise) => {
    server.close(() => resolvePromise());
  });
}
