import type { Server } from 'node:net';
import { ExecutionError } from './execution-error.ts';

/** Where a server listens. */
export interface ListenAddress {
  readonly host: string;
  readonly port: number;
}

/**
 * Lets a server listen and gives the address, with the port that was chosen for port 0.
 *
 * @throws ExecutionError `ERR_EXECUTION_LISTEN`
 */
export function listenAt(server: Server, { host, port }: ListenAddress): Promise<ListenAddress> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) => {
      const message = `cannot listen on ${host}:${port}: ${cause.message}; choose another address`;
      reject(new ExecutionError('ERR_EXECUTION_LISTEN', message, { cause }));
    });
    server.listen({ host, port }, () => {
      const address = server.address();
      resolve({ host, port: typeof address === 'object' && address !== null ? address.port : port });
    });
  });
}
