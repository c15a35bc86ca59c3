/** A request to end, as the system makes it. */
export interface StopSignal {
  readonly signal: AbortSignal;
  /** Gives the signals back to the system. */
  dispose(): void;
}

/** Signals that ask a program to end: that of Kubernetes and that of Ctrl-C. */
const SIGNALS = ['SIGTERM', 'SIGINT'] as const;

/**
 * Catches the system's requests to end; the first one is told of, and further ones change nothing: whoever cannot wait for
 * the commit at hand kills the process, and the next run clears away what it left.
 */
export function catchStopSignals(onStop: () => void): StopSignal {
  const controller = new AbortController();
  const stop = () => {
    if (controller.signal.aborted) return;
    controller.abort();
    onStop();
  };
  for (const name of SIGNALS) process.on(name, stop);
  return {
    signal: controller.signal,
    dispose: () => {
      for (const name of SIGNALS) process.off(name, stop);
    },
  };
}
