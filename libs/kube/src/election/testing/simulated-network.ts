import type { ElectionClock } from '../election-clock.ts';
import type { LeaseConnection, LeaseRequest } from '../lease-connection.ts';
import { SimulatedLease } from './simulated-lease.ts';

/** How a machine's clocks run. */
export interface ClockTraits {
  /** Ms of its monotonic clock for each ms of the world. */
  readonly rate?: number;
  /** What its monotonic clock shows when the world begins. */
  readonly startMs?: number;
  /** The time of day as a function of the world's time. */
  readonly wallMs?: (worldMs: number) => number;
}

/** One machine: its clock, its way to the server, and what can befall them. */
export interface SimulatedNode {
  readonly clock: ElectionClock;
  readonly connection: LeaseConnection;
  /** Ms of the world from here to the server; the answer takes as long. */
  latencyMs: number;
  /** `requests`: nothing arrives, `answers`: everything arrives and no answer comes back. */
  loses: 'nothing' | 'requests' | 'answers';
  /** Ends the process: none of its timers runs any more. */
  kill(): void;
  /** Stands still for so many ms of the world: timers and answers wait. */
  stall(ms: number): void;
  isRunning(): boolean;
}

interface Happening {
  readonly atMs: number;
  readonly node: symbol | undefined;
  readonly run: () => void;
}

/**
 * A world with a clock of its own in which machines share one Lease: the rules of the API server for one object
 * (resourceVersion, 404, 409), which the cluster tests hold against the real one.
 */
export class SimulatedNetwork {
  readonly lease = new SimulatedLease();
  nowMs = 0;
  #happenings: Happening[] = [];

  /** Adds a machine. */
  createNode({ rate = 1, startMs = 0, wallMs = (ms) => ms }: ClockTraits = {}): SimulatedNode {
    const id = Symbol('node');
    let isAlive = true;
    let stalledUntilMs = 0;
    const schedule = (delayMs: number, run: () => void): (() => void) => {
      const happening: Happening = {
        atMs: this.nowMs + Math.max(0, delayMs),
        node: id,
        run: () => {
          if (!isAlive) return;
          if (this.nowMs < stalledUntilMs) schedule(stalledUntilMs - this.nowMs, run);
          else run();
        },
      };
      this.#happenings.push(happening);
      return () => {
        this.#happenings = this.#happenings.filter((each) => each !== happening);
      };
    };
    const node: SimulatedNode = {
      clock: {
        nowMs: () => startMs + this.nowMs * rate,
        wallMs: () => wallMs(this.nowMs),
        setTimer: (delayMs, run) => schedule(delayMs / rate, run),
      },
      connection: { request: (request) => this.#send(node, request, schedule) },
      latencyMs: 5,
      loses: 'nothing',
      kill() {
        isAlive = false;
      },
      stall: (ms) => {
        stalledUntilMs = this.nowMs + ms;
      },
      isRunning: () => isAlive && this.nowMs >= stalledUntilMs,
    };
    return node;
  }

  /** Lets time go by, event after event; `look` is called after each. */
  async runFor(ms: number, look: () => void = () => undefined): Promise<void> {
    const endMs = this.nowMs + ms;
    await settle();
    for (let next = this.#takeNext(endMs); next !== undefined; next = this.#takeNext(endMs)) {
      this.nowMs = next.atMs;
      next.run();
      await settle();
      look();
    }
    this.nowMs = endMs;
    look();
  }

  #takeNext(endMs: number): Happening | undefined {
    const first = this.#happenings.reduce<Happening | undefined>(
      (least, each) => (least === undefined || each.atMs < least.atMs ? each : least),
      undefined,
    );
    if (first === undefined || first.atMs > endMs) return undefined;
    this.#happenings = this.#happenings.filter((each) => each !== first);
    return first;
  }

  #send(
    node: SimulatedNode,
    request: LeaseRequest,
    schedule: (delayMs: number, run: () => void) => void,
  ): Promise<{ status: number; body: unknown }> {
    const { promise, resolve, reject } = Promise.withResolvers<{ status: number; body: unknown }>();
    if (node.loses === 'requests') return promise;
    const isAnswered = node.loses === 'nothing';
    const { latencyMs } = node;
    // What is on its way arrives, whatever becomes of the sender.
    this.#happenings.push({
      atMs: this.nowMs + latencyMs,
      node: undefined,
      run: () => {
        const answer = this.lease.answer(request);
        if (!isAnswered) return;
        schedule(latencyMs, () =>
          'error' in answer ? reject(answer.error) : resolve({ status: answer.status, body: answer.body }),
        );
      },
    });
    return promise;
  }
}

/** Lets everything run that waits for no timer. */
async function settle(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}
