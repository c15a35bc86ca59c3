/**
 * Gives what work gives, or fails as soon as the signal aborts, whatever the work does then.
 *
 * undici heeds a signal only when a request has a socket: one that waits for a frozen server's handshake would outlive its
 * time by the time that a handshake may take. Such a request is never sent afterwards.
 */
export async function settleBySignal<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const abort = () => reject(signal.reason as Error);
  signal.addEventListener('abort', abort, { once: true });
  if (signal.aborted) abort();
  try {
    return await Promise.race([work, promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
