import type { ElectionClock } from './election-clock.ts';

/** From one sign of life of the event loop to the next. */
const BEAT_MS = 500;

/** Notices that the event loop stood still: nothing that it knows of the world before is true any more. */
export class StallWatch {
  readonly #clock: ElectionClock;
  readonly #limitMs: number;
  #beatAtMs: number | undefined;
  #cancel = (): void => undefined;

  constructor(clock: ElectionClock, limitMs: number) {
    this.#clock = clock;
    this.#limitMs = limitMs;
  }

  /** Watches, and tells of a stall as soon as the loop runs again. */
  start(onStall: () => void): void {
    const beat = (): void => {
      const wasStalled = this.isStalled();
      this.#beatAtMs = this.#clock.nowMs();
      this.#cancel = this.#clock.setTimer(BEAT_MS, beat);
      if (wasStalled) onStall();
    };
    beat();
  }

  stop(): void {
    this.#cancel();
    this.#beatAtMs = undefined;
  }

  /** Says whether the loop stood still until just now, also before its timers have run again. */
  isStalled(): boolean {
    return this.#beatAtMs !== undefined && this.#clock.nowMs() - this.#beatAtMs > BEAT_MS + this.#limitMs;
  }
}
