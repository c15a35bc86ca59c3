import type { ElectionClock } from './election-clock.ts';
import type { ElectionTiming } from './election-timing.ts';
import type { LeaseConnection } from './lease-connection.ts';

/** Why the leadership, or the leader that is known, has changed. */
export type ChangeReason =
  /** This process has got the Lease. */
  | 'acquired'
  /** No renewal succeeded for `renewDeadlineMs`. */
  | 'renew-deadline'
  /** The event loop stood still for longer than `stallLimitMs`. */
  | 'stalled'
  /** Somebody else holds the Lease. */
  | 'taken'
  /** `stop` was called. */
  | 'stopped'
  /** Another leader was seen, or that there is none. */
  | 'observed';

/** What a listener is told. */
export interface LeadershipChange {
  readonly isLeader: boolean;
  /** Identity of the leader, this process or another; undefined if there is none as far as is known. */
  readonly leader: string | undefined;
  readonly reason: ChangeReason;
}

/**
 * Elects one of several processes by a Lease, with the meaning of client-go's leader election. A process that has lost
 * the leadership stands by again. Like every election by a Lease it does not fence: a request that was sent while
 * leading may arrive later, so each act carries uid and resourceVersion, and the commit fence holds back an old leader.
 */
export interface LeaderElection {
  /** Begins to stand; harmless while it does. */
  start(): void;
  /**
   * Stops leading at once, then gives the Lease back, so that another one leads within milliseconds. The caller ends what
   * it does as leader first. Never fails: a Lease that cannot be given back expires. Takes at most two requests' time.
   */
  stop(): Promise<void>;
  /** Says whether this process leads now. */
  isLeader(): boolean;
  /**
   * Says whether this process will still lead in so many ms, whatever becomes of its renewals: to be asked right before
   * each request that changes something, with the time that the request may take.
   */
  isLeaderFor(ms: number): boolean;
  /** Identity of the leader as far as this process knows. */
  leaderIdentity(): string | undefined;
  /** Adds a listener. One that fails is told of by `onFailure`. */
  onChange(listener: (change: LeadershipChange) => void): void;
  /** Takes what a watch has seen of the Lease (undefined: it was deleted), so that a standby takes over at once. */
  observe(lease: unknown): void;
  /** The commit that a leader last acted on. A leader whose commit is an ancestor of it must not remediate. */
  lastActedCommit(): string | undefined;
  /**
   * Writes the commit into the Lease, before the first act that rests on it.
   *
   * @throws ElectionError `ERR_ELECTION_NOT_LEADER`, `ERR_ELECTION_COMMIT`, `ERR_ELECTION_TIMEOUT`; the connection's errors
   */
  recordActedCommit(commit: string): Promise<void>;
}

/** Who stands for which Lease. */
export interface LeaderElectionOptions {
  readonly connection: LeaseConnection;
  readonly namespace: string;
  /** Name of the Lease. */
  readonly name: string;
  /** Of this process alone, such as `<pod>_<random>`: a process started again is another one. */
  readonly identity: string;
  readonly timing?: ElectionTiming;
  /** Told of every request about the Lease that failed, and of listeners that did. */
  readonly onFailure?: (error: unknown) => void;
  readonly clock?: ElectionClock;
  /** Gives numbers from 0 to 1; `Math.random` if absent. */
  readonly random?: () => number;
}
