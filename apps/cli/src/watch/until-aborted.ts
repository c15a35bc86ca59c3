/** Longest span that a timer of Node takes. */
const LONGEST_MS = 2 ** 31 - 1;

/** Waits until somebody asks to end, and keeps the process alive meanwhile: sockets and timers of a watch do not. */
export async function untilAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  const alive = setInterval(() => undefined, LONGEST_MS);
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  clearInterval(alive);
}
