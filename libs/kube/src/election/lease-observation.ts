import type { LeaseView } from './lease-view.ts';

/** The duration that a holder writes when it gives a Lease back. Source: client-go, leaderelection.go, release. */
export const RELEASED_DURATION_MS = 1_000;

/** What an election needs to judge a Lease. */
export interface ObserverSetup {
  readonly identity: string;
  readonly leaseDurationMs: number;
}

/**
 * Knows until when somebody else may act, from nothing but changes of the Lease and when this process saw them: the
 * times in a Lease are those of another machine's clock and are never compared.
 *
 * More careful than client-go where a Lease does not change by its holder: one that was deleted, or whose holder was
 * wiped out or replaced by this process's name, is not free before the holder that was seen last must have stopped.
 */
export class LeaseObservation {
  readonly #setup: ObserverSetup;
  #seen: LeaseView | undefined;
  #heldUntilMs = Number.NEGATIVE_INFINITY;
  #hasClaimed = false;

  constructor(setup: ObserverSetup) {
    this.#setup = setup;
  }

  /** The Lease that was seen last; undefined before the first and after a deletion. */
  get seen(): LeaseView | undefined {
    return this.#seen;
  }

  /** When somebody else must have stopped, on the monotonic clock. */
  get heldUntilMs(): number {
    return this.#heldUntilMs;
  }

  /** Whether the Lease may carry a claim of this process. */
  get hasClaimed(): boolean {
    return this.#hasClaimed;
  }

  /** Notes what the Lease is now (undefined: it does not exist), and whether this process leads meanwhile. */
  observe(lease: LeaseView | undefined, nowMs: number, isLeading: boolean): void {
    const before = this.#seen;
    this.#seen = lease;
    if (lease?.claim === before?.claim) return;
    if (lease !== undefined && lease.holder !== '') this.#observeHolder(lease, nowMs);
    else if (lease?.durationMs === RELEASED_DURATION_MS) this.#heldUntilMs = nowMs;
    // A stranger did this, and whoever held the Lease does not know it yet.
    else if (!isLeading)
      this.#wait(nowMs, before === undefined ? (lease?.durationMs ?? 0) : this.#setup.leaseDurationMs);
  }

  /** Notes that a claim of this process is on its way; what comes of it may never be told. */
  noteClaim(): void {
    this.#hasClaimed = true;
  }

  /** Notes that this process holds the Lease, or has given it back. */
  noteWritten(lease: LeaseView, isHeld: boolean): void {
    this.#seen = lease;
    this.#hasClaimed = isHeld;
    this.#heldUntilMs = Number.NEGATIVE_INFINITY;
  }

  /** Says whether this process may claim the Lease. */
  isFree(nowMs: number): boolean {
    return nowMs >= this.#heldUntilMs;
  }

  /** The one who leads as far as this process knows; undefined if nobody does. */
  holder(nowMs: number): string | undefined {
    const holder = this.#seen?.holder ?? '';
    return holder === '' || this.isFree(nowMs) ? undefined : holder;
  }

  #observeHolder({ holder, durationMs }: LeaseView, nowMs: number): void {
    const { identity, leaseDurationMs } = this.#setup;
    if (holder === identity && this.#hasClaimed) {
      this.#heldUntilMs = Number.NEGATIVE_INFINITY;
      return;
    }
    this.#hasClaimed = false;
    this.#heldUntilMs = nowMs + Math.max(durationMs, leaseDurationMs);
  }

  #wait(nowMs: number, waitMs: number): void {
    this.#heldUntilMs = Math.max(this.#heldUntilMs, nowMs + waitMs);
  }
}
