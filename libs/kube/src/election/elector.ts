import { ElectionError } from './election-error.ts';
import { JITTER_FACTOR } from './election-timing.ts';
import type {
  ChangeReason,
  LeaderElection,
  LeaderElectionOptions,
  LeadershipChange,
} from './leader-election.ts';
import { toLease } from './lease-claim.ts';
import { LeaseClient, isOutdated, isRefusal } from './lease-client.ts';
import { LeaseObservation, RELEASED_DURATION_MS } from './lease-observation.ts';
import { type LeaseView, isCommitId, parseLease } from './lease-view.ts';
import { createRenewTimes } from './micro-time.ts';
import { StallWatch } from './stall-watch.ts';
import { TaskLine } from './task-line.ts';

/** Everything of the options, with defaults filled in. */
export type ElectorSetup = Required<LeaderElectionOptions>;

/** The election; see {@link LeaderElection}. */
export class Elector implements LeaderElection {
  readonly #setup: ElectorSetup;
  readonly #client: LeaseClient;
  readonly #observation: LeaseObservation;
  readonly #toRenewTime: () => string;
  readonly #stalls: StallWatch;
  /** Attempts, records and the release, one after the other. */
  readonly #line = new TaskLine();
  readonly #listeners: Array<(change: LeadershipChange) => void> = [];
  #isRunning = false;
  #isLeading = false;
  /** Whether a claim was sent and nobody knows what came of it. */
  #isUncertain = false;
  #isAttempting = false;
  #isWoken = false;
  /** Start of the last renewal that succeeded. */
  #renewedAtMs = Number.NEGATIVE_INFINITY;
  #actedCommit: string | undefined;
  #told: Omit<LeadershipChange, 'reason'> = { isLeader: false, leader: undefined };
  #cancelAttempt = (): void => undefined;
  #cancelDeadline = (): void => undefined;

  constructor(setup: ElectorSetup) {
    this.#setup = setup;
    const { connection, namespace, name, clock, timing, identity } = setup;
    const timeoutMs = timing.renewDeadlineMs / 2;
    this.#client = new LeaseClient({ connection, namespace, name, timeoutMs, clock });
    this.#observation = new LeaseObservation({ identity, leaseDurationMs: timing.leaseDurationMs });
    this.#toRenewTime = createRenewTimes(() => clock.wallMs());
    this.#stalls = new StallWatch(clock, timing.stallLimitMs);
  }

  start(): void {
    if (this.#isRunning) return;
    this.#isRunning = true;
    this.#stalls.start(() => this.#loseIf(this.#isLeading, 'stalled'));
    this.#plan(0);
  }

  async stop(): Promise<void> {
    if (this.#isRunning) {
      this.#isRunning = false;
      this.#stalls.stop();
      this.#cancelAttempt();
      this.#loseIf(true, 'stopped');
      this.#client.abort();
      void this.#line.run(() => this.#release()).catch((error: unknown) => this.#setup.onFailure(error));
    }
    await this.#line.run(async () => undefined);
  }

  isLeader(): boolean {
    return this.isLeaderFor(0);
  }

  isLeaderFor(ms: number): boolean {
    if (!this.#isLeading) return false;
    const nowMs = this.#setup.clock.nowMs();
    if (this.#stalls.isStalled()) this.#loseIf(true, 'stalled');
    else if (nowMs >= this.#deadlineMs()) this.#loseIf(true, 'renew-deadline');
    return this.#isLeading && nowMs + ms < this.#deadlineMs();
  }

  leaderIdentity(): string | undefined {
    if (this.isLeader()) return this.#setup.identity;
    return this.#observation.holder(this.#setup.clock.nowMs());
  }

  onChange(listener: (change: LeadershipChange) => void): void {
    this.#listeners.push(listener);
  }

  observe(lease: unknown): void {
    if (!this.#isRunning) return;
    const seen = parseLease(lease);
    if (this.isLeader()) {
      // An event may be older than the own claim, so it proves nothing: the next renewal does.
      if (seen?.holder !== this.#setup.identity) this.#wake();
      return;
    }
    this.#note(seen);
    this.#tell('observed');
    if (this.#observation.isFree(this.#setup.clock.nowMs())) this.#wake();
  }

  lastActedCommit(): string | undefined {
    return this.#actedCommit;
  }

  async recordActedCommit(commit: string): Promise<void> {
    if (!isCommitId(commit)) {
      const message = `${JSON.stringify(commit)} cannot be recorded as the commit that was acted on: give the full id, 40 or 64 hexadecimal digits`;
      throw new ElectionError('ERR_ELECTION_COMMIT', message);
    }
    await this.#line.run(async () => {
      if (this.isLeader() && this.#observation.seen?.actedCommit !== commit) await this.#renew(commit);
      if (this.isLeader() && this.#observation.seen?.actedCommit === commit) return;
      const message = `${this.#setup.identity} does not lead, so it may not record the commit ${commit}; the leader is ${this.leaderIdentity() ?? 'not known'}`;
      throw new ElectionError('ERR_ELECTION_NOT_LEADER', message);
    });
  }

  #deadlineMs(): number {
    return this.#renewedAtMs + this.#setup.timing.renewDeadlineMs;
  }

  #plan(delayMs: number): void {
    this.#cancelAttempt();
    this.#cancelAttempt = this.#setup.clock.setTimer(delayMs, () => void this.#attempt());
  }

  /** Makes the next attempt at once, or right after the one that is under way. */
  #wake(): void {
    if (this.#isAttempting) this.#isWoken = true;
    else this.#plan(0);
  }

  async #attempt(): Promise<void> {
    const { clock, onFailure } = this.#setup;
    const startedMs = clock.nowMs();
    this.#isAttempting = true;
    try {
      await this.#line.run(async () => {
        if (!this.#isRunning) return;
        await (this.isLeader() ? this.#renew(this.#actedCommit) : this.#readAndClaim(undefined));
      });
    } catch (error) {
      onFailure(error);
    } finally {
      this.#isAttempting = false;
      if (this.#isRunning) this.#plan(this.#toDelay(startedMs));
      this.#isWoken = false;
    }
  }

  #toDelay(startedMs: number): number {
    if (this.#isWoken) return 0;
    const { clock, timing, random } = this.#setup;
    const nowMs = clock.nowMs();
    if (this.isLeader()) return Math.max(0, startedMs + timing.retryPeriodMs - nowMs);
    const jitterMs = timing.retryPeriodMs * (JITTER_FACTOR - 1) * random();
    const freeInMs = this.#observation.heldUntilMs - nowMs;
    return (freeInMs > 0 ? Math.min(timing.retryPeriodMs, freeInMs) : timing.retryPeriodMs) + jitterMs;
  }

  /** One request, as long as nobody else writes. */
  async #renew(commit: string | undefined): Promise<void> {
    const { seen } = this.#observation;
    if (seen === undefined || this.#isUncertain) return this.#readAndClaim(commit);
    try {
      await this.#claim(seen, commit);
    } catch (error) {
      if (!isOutdated(error)) throw error;
      await this.#readAndClaim(commit);
    }
  }

  async #readAndClaim(commit: string | undefined): Promise<void> {
    const lease = await this.#client.fetch();
    this.#note(lease);
    if (!this.#isRunning) return;
    if (this.#observation.isFree(this.#setup.clock.nowMs())) {
      await this.#claim(lease, commit);
    } else {
      this.#loseIf(true, this.#isLeading ? 'taken' : 'observed');
    }
  }

  async #claim(seen: LeaseView | undefined, commit: string | undefined): Promise<void> {
    const { clock, timing, identity } = this.#setup;
    const startedMs = clock.nowMs();
    const lease = this.#toLease(seen, {
      holder: identity,
      durationMs: timing.leaseDurationMs,
      actedCommit: commit ?? this.#actedCommit,
    });
    this.#observation.noteClaim();
    this.#isUncertain = true;
    try {
      const written = await this.#client.apply(lease, seen === undefined);
      this.#isUncertain = false;
      this.#observation.noteWritten(written, true);
      this.#actedCommit = written.actedCommit ?? this.#actedCommit;
    } catch (error) {
      if (isRefusal(error)) this.#isUncertain = false;
      throw error;
    }
    if (this.#stalls.isStalled()) this.#loseIf(true, 'stalled');
    else if (this.#isRunning && clock.nowMs() < startedMs + timing.renewDeadlineMs) this.#lead(startedMs);
  }

  #lead(renewedAtMs: number): void {
    const { clock, timing } = this.#setup;
    this.#isLeading = true;
    this.#renewedAtMs = renewedAtMs;
    this.#cancelDeadline();
    // A timer may run a fraction of a millisecond early.
    const leftMs = Math.ceil(renewedAtMs + timing.renewDeadlineMs - clock.nowMs()) + 1;
    this.#cancelDeadline = clock.setTimer(leftMs, () => void this.isLeader());
    this.#tell('acquired');
  }

  #loseIf(isLost: boolean, reason: ChangeReason): void {
    if (!isLost) return;
    this.#isLeading = false;
    this.#cancelDeadline();
    this.#tell(reason);
  }

  /** Takes over what a read or a watch has shown. */
  #note(lease: LeaseView | undefined): void {
    this.#observation.observe(lease, this.#setup.clock.nowMs(), this.isLeader());
    this.#actedCommit = lease?.actedCommit ?? this.#actedCommit;
  }

  async #release(): Promise<void> {
    if (!this.#observation.hasClaimed) return;
    if (this.#isUncertain) this.#note(await this.#client.fetch());
    try {
      await this.#giveBack();
    } catch (error) {
      if (!isOutdated(error)) throw error;
      this.#note(await this.#client.fetch());
      await this.#giveBack();
    }
  }

  async #giveBack(): Promise<void> {
    const { seen, hasClaimed } = this.#observation;
    if (seen?.holder !== this.#setup.identity || !hasClaimed) return;
    const lease = this.#toLease(seen, {
      holder: '',
      durationMs: RELEASED_DURATION_MS,
      actedCommit: this.#actedCommit,
    });
    this.#observation.noteWritten(await this.#client.apply(lease, false), false);
    this.#isUncertain = false;
  }

  #toLease(
    seen: LeaseView | undefined,
    claim: {
      readonly holder: string;
      readonly durationMs: number;
      readonly actedCommit: string | undefined;
    },
  ): Record<string, unknown> {
    const { namespace, name } = this.#setup;
    const { holder, durationMs, actedCommit } = claim;
    const durationSeconds = durationMs / 1_000;
    return toLease(seen, {
      namespace,
      name,
      holder,
      durationSeconds,
      renewTime: this.#toRenewTime(),
      actedCommit,
    });
  }

  /** Tells the listeners, if there is anything new. */
  #tell(reason: ChangeReason): void {
    const { clock, identity, onFailure } = this.#setup;
    const leader = this.#isLeading ? identity : this.#observation.holder(clock.nowMs());
    if (this.#told.isLeader === this.#isLeading && this.#told.leader === leader) return;
    this.#told = { isLeader: this.#isLeading, leader };
    for (const listener of this.#listeners) {
      try {
        listener({ ...this.#told, reason });
      } catch (error) {
        onFailure(error);
      }
    }
  }
}
