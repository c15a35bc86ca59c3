import { setTimeout as pause } from 'node:timers/promises';

/** First and longest pause before a key that failed is tried again, in ms. */
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 60_000;

/** Work by key: the same key never runs twice at once, and what is added while it waits is one piece of work. */
export interface KeyedQueue {
  add(key: string): void;
  /** Keys that wait or run. */
  readonly size: number;
  /** Resolves when nothing waits and nothing runs; pauses after failures count as waiting. */
  whenIdle(): Promise<void>;
  /** Takes no more keys, and resolves when what runs has ended. */
  stop(): Promise<void>;
}

/** How a queue works. */
export interface KeyedQueueOptions {
  /** A throw is told to `onFailure`, and the key is tried again after a pause that doubles. */
  readonly work: (key: string) => Promise<void>;
  readonly concurrency: number;
  readonly onFailure: (key: string, error: unknown, attempt: number) => void;
}

/** Makes a queue; one key's failure holds up no other. */
export function createKeyedQueue(options: KeyedQueueOptions): KeyedQueue {
  return new Queue(options);
}

class Queue implements KeyedQueue {
  readonly #options: KeyedQueueOptions;
  readonly #waiting = new Set<string>();
  readonly #running = new Map<string, Promise<void>>();
  /** Added while running: once more afterwards. */
  readonly #again = new Set<string>();
  readonly #attempts = new Map<string, number>();
  readonly #pauses = new Map<string, AbortController>();
  #idle: (() => void)[] = [];
  #stopped = false;

  constructor(options: KeyedQueueOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#waiting.size + this.#running.size + this.#pauses.size;
  }

  add(key: string): void {
    if (this.#stopped) return;
    this.#pauses.get(key)?.abort();
    if (this.#running.has(key)) this.#again.add(key);
    else this.#waiting.add(key);
    this.#startNext();
  }

  async whenIdle(): Promise<void> {
    if (this.size === 0) return;
    await new Promise<void>((resolve) => this.#idle.push(resolve));
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#waiting.clear();
    this.#again.clear();
    for (const controller of this.#pauses.values()) controller.abort();
    await Promise.allSettled(this.#running.values());
    this.#tellIdle();
  }

  #startNext(): void {
    for (const key of this.#waiting) {
      if (this.#running.size >= this.#options.concurrency) return;
      this.#waiting.delete(key);
      this.#running.set(key, this.#run(key));
    }
  }

  async #run(key: string): Promise<void> {
    try {
      await this.#options.work(key);
      this.#attempts.delete(key);
    } catch (error) {
      const attempt = (this.#attempts.get(key) ?? 0) + 1;
      this.#attempts.set(key, attempt);
      this.#options.onFailure(key, error, attempt);
      if (!this.#stopped) void this.#retry(key, attempt);
    }
    this.#running.delete(key);
    if (this.#again.delete(key)) this.add(key);
    this.#startNext();
    this.#tellIdle();
  }

  /** A newer reason to work on the key ends the pause at once. */
  async #retry(key: string, attempt: number): Promise<void> {
    const controller = new AbortController();
    this.#pauses.set(key, controller);
    const span = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (attempt - 1));
    await pause(span, undefined, { signal: controller.signal, ref: false }).catch(() => undefined);
    if (this.#pauses.get(key) !== controller) return;
    this.#pauses.delete(key);
    if (!controller.signal.aborted) this.add(key);
    this.#tellIdle();
  }

  #tellIdle(): void {
    if (this.size > 0) return;
    const waiting = this.#idle;
    this.#idle = [];
    for (const resolve of waiting) resolve();
  }
}
