import type { DriftPolicy, DriftRecordStatus, HealClass, Verdict } from '@atoll/agent-model';

/** Entries of the history that are kept; the oldest go first. */
const MOST_HISTORY = 20;

/** What is reported about an object now. */
export interface DriftReport {
  readonly verdict: Verdict;
  readonly uid: string | undefined;
  /** Commit that it was compared with. */
  readonly revision: string;
  /** Digest of class and changes: a new one is a new report. */
  readonly digest: string;
  readonly policy: DriftPolicy;
  readonly ignoreRule: string;
  /** What happens next, in words. */
  readonly nextAction: string;
  /** RFC 3339; absent: nothing waits. */
  readonly nextActionAt?: string;
  readonly healClass?: HealClass;
  readonly attempts?: number;
  /** What is to be remembered of healing it, as JSON. */
  readonly healing?: string;
  /** What the agent did just now, for the history. */
  readonly act?: { readonly event: string; readonly detail: string };
}

type History = NonNullable<DriftRecordStatus['history']>;

/**
 * Gives the status of a DriftRecord after a report.
 *
 * A drift keeps the time at which it was first seen; one that comes back after it was healed begins anew, with its history.
 *
 * @param now RFC 3339, to the second
 */
export function toRecordStatus(
  previous: DriftRecordStatus | undefined,
  report: DriftReport,
  now: string,
): DriftRecordStatus {
  const { verdict, uid, revision, digest, policy, ignoreRule } = report;
  const { nextAction, nextActionAt, healClass, healing } = report;
  const isDrifted = verdict.class !== 'InSync';
  return {
    class: verdict.class,
    message: verdict.message,
    ...(verdict.reason === undefined ? {} : { reason: verdict.reason }),
    ...(uid === undefined ? {} : { uid }),
    ...toTimes(previous, report, now),
    digest,
    revision,
    changes: verdict.changes as NonNullable<DriftRecordStatus['changes']>,
    policy,
    ...(healClass === undefined ? {} : { healClass }),
    nextAction,
    ...(nextActionAt === undefined ? {} : { nextActionAt }),
    ...(healing === undefined ? {} : { healing }),
    ignoreRule,
    history: [...(previous?.history ?? []), ...toEntries(previous, report, now)].slice(-MOST_HISTORY),
    conditions: [toCondition(previous, { isDrifted, verdict }, now)],
  };
}

/** When it was seen, and how often something was tried against it. */
function toTimes(
  previous: DriftRecordStatus | undefined,
  { verdict, attempts }: DriftReport,
  now: string,
): Pick<DriftRecordStatus, 'firstSeen' | 'lastSeen' | 'healedAt' | 'attempts'> {
  const wasDrifted = isDriftedStatus(previous);
  const before = previous ?? {};
  if (verdict.class === 'InSync') {
    const { firstSeen = now, lastSeen = now, healedAt = now, attempts: tried = 0 } = before;
    return { firstSeen, lastSeen, healedAt: wasDrifted ? now : healedAt, attempts: tried };
  }
  const { firstSeen = now, attempts: tried = 0 } = wasDrifted ? before : {};
  return { firstSeen, lastSeen: now, attempts: attempts ?? tried };
}

function isDriftedStatus(status: DriftRecordStatus | undefined): boolean {
  return status?.class !== undefined && status.class !== 'InSync';
}

/** One entry where something became another thing; a drift that stands says nothing again. */
function toEntries(
  previous: DriftRecordStatus | undefined,
  { verdict, digest, act }: DriftReport,
  now: string,
): History {
  const entries: History = [];
  const isDrifted = verdict.class !== 'InSync';
  if (previous?.digest !== digest) {
    const event = isDrifted ? (isDriftedStatus(previous) ? 'Changed' : 'Drifted') : 'Healed';
    entries.push({ at: now, event, detail: verdict.message });
  }
  if (act !== undefined) entries.push({ at: now, event: act.event, detail: act.detail });
  return entries;
}

function toCondition(
  previous: DriftRecordStatus | undefined,
  { isDrifted, verdict }: { readonly isDrifted: boolean; readonly verdict: Verdict },
  now: string,
): NonNullable<DriftRecordStatus['conditions']>[number] {
  const status = isDrifted ? 'True' : 'False';
  const before = previous?.conditions?.find(({ type }) => type === 'Drifted');
  return {
    type: 'Drifted',
    status,
    lastTransitionTime: before?.status === status ? before.lastTransitionTime : now,
    reason: verdict.class,
    message: verdict.message,
  };
}
