import { createSystemClock } from './election-clock.ts';
import { DEFAULT_TIMING, assertTiming } from './election-timing.ts';
import { Elector } from './elector.ts';
import type { LeaderElection, LeaderElectionOptions } from './leader-election.ts';

/** Gives an election that has not begun yet. @throws ElectionError `ERR_ELECTION_TIMING` */
export function createLeaderElection(options: LeaderElectionOptions): LeaderElection {
  const { timing = DEFAULT_TIMING, clock = createSystemClock(), random = Math.random } = options;
  const onFailure = options.onFailure ?? (() => undefined);
  return new Elector({ ...options, timing: assertTiming(timing), clock, random, onFailure });
}
