import type { Server } from 'node:http';

/** Time in ms in which requests that are being answered end by themselves. */
const GRACE_MS = 5000;

/** Closes a server: no new connections, idle ones at once, busy ones after their answer or 5 s. */
export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), GRACE_MS);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    server.closeIdleConnections();
  });
}
