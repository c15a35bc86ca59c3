/** Wakes keys at an instant of the wall clock. */
export interface WakeTimers {
  /** The last word on a key counts; undefined: it need not be woken. */
  set(key: string, atMs: number | undefined): void;
  stop(): void;
}

/** A clock may be put back or forth while somebody waits for it, so nobody waits longer without looking at it. */
const LONGEST_MS = 60_000;

/** Makes timers that keep no process alive. */
export function createWakeTimers(nowMs: () => number, wake: (key: string) => void): WakeTimers {
  const timers = new Map<string, NodeJS.Timeout>();
  const clear = (key: string) => {
    clearTimeout(timers.get(key));
    timers.delete(key);
  };
  const wait = (key: string, atMs: number) => {
    const span = Math.min(LONGEST_MS, Math.max(0, atMs - nowMs()));
    const timer = setTimeout(() => {
      if (nowMs() < atMs) {
        wait(key, atMs);
        return;
      }
      timers.delete(key);
      wake(key);
    }, span);
    timers.set(key, timer.unref());
  };
  return {
    set(key, atMs) {
      clear(key);
      if (atMs !== undefined) wait(key, atMs);
    },
    stop() {
      for (const key of [...timers.keys()]) clear(key);
    },
  };
}
