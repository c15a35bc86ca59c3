import { compareText } from '@atoll/core';
import type { AccessGrantSpan, GrantPhase } from './access-grant-span.ts';

/** Longest session that a cloud gives a role, in hours: a session may outlive its grant by that. Source: IAM, `MaxSessionDuration`. */
export const LONGEST_SESSION_HOURS = 12;

/** Milliseconds in an hour. */
const HOUR = 3_600_000;

/** A grant as its file says it, before anybody has looked at a clock. */
export type GrantRecord<Subject = unknown> = Omit<AccessGrantSpan<Subject>, 'phase'>;

/** What gives the last instant at which a session of a grant may have begun. */
type GrantEnd = Pick<GrantRecord, 'from' | 'until' | 'ended'>;

/** The instants between which the grants of a region render the same: the first one, and the first one after it. */
export interface GrantWindow {
  /** ISO 8601 in UTC; undefined: since ever. */
  readonly since?: string;
  /** ISO 8601 in UTC; undefined: for ever. */
  readonly until?: string;
}

/** Gives the grants that are not over for good at an instant, by id, with their phases. */
export function grantsAt(grants: readonly GrantRecord[], at: Date): readonly AccessGrantSpan[] {
  return grants
    .flatMap((grant) => {
      const phase = phaseOf(grant, at);
      return phase === 'over' ? [] : [{ ...grant, phase }];
    })
    .sort((a, b) => compareText(a.id, b.id));
}

/** Gives the span around an instant in which {@link grantsAt} gives the same. */
export function grantWindowAt(grants: readonly GrantRecord[], at: Date): GrantWindow {
  const moments = grants.flatMap(momentsOf).sort((a, b) => a - b);
  const since = moments.findLast((moment) => moment <= at.getTime());
  const until = moments.find((moment) => moment > at.getTime());
  return {
    ...(since === undefined ? {} : { since: new Date(since).toISOString() }),
    ...(until === undefined ? {} : { until: new Date(until).toISOString() }),
  };
}

function phaseOf(grant: GrantRecord, at: Date): GrantPhase | 'over' {
  const [from, until, gone] = momentsOf(grant);
  const now = at.getTime();
  if (now < from) return 'coming';
  if (now < until) return 'live';
  return now < gone ? 'ending' : 'over';
}

function momentsOf({ from, until, ended = until }: GrantEnd): readonly [number, number, number] {
  const end = Date.parse(until);
  return [Date.parse(from), end, Math.max(end, Date.parse(ended)) + LONGEST_SESSION_HOURS * HOUR];
}
