import { type DriftRecordSpec, nameObject } from '@atoll/agent-model';
import type { AuditEntry } from '@atoll/audit';

/** A record of something that a person decided, without its time. */
type Decided = Omit<AuditEntry, 'at'>;

/**
 * Gives what people decided about a drifted object since its record was seen last: by the CLI, by the API, by kubectl. Who it
 * was is what they wrote there; the audit log of the API server says who they were to the cluster.
 *
 * @param name of the DriftRecord
 */
export function listDecisions(
  name: string,
  before: DriftRecordSpec | undefined,
  { acknowledged, ignored, healRequested, object }: DriftRecordSpec,
): readonly Decided[] {
  const subject = nameObject(object);
  const of = (by: string, entry: Pick<Decided, 'action' | 'detail'>): Decided => ({
    actor: by.startsWith('user:') ? by : `user:${by}`,
    subject,
    outcome: 'done',
    ...entry,
  });
  return [
    ...(isNew(before?.acknowledged, acknowledged)
      ? [
          of(acknowledged.by, {
            action: 'drift.acknowledge',
            detail: { driftId: name, ...cut('comment', acknowledged.comment) },
          }),
        ]
      : []),
    ...(isNew(before?.ignored, ignored)
      ? [
          of(ignored.by, {
            action: 'drift.ignore',
            detail: { driftId: name, until: ignored.until, ...cut('reason', ignored.reason) },
          }),
        ]
      : []),
    ...(isNew(before?.healRequested, healRequested)
      ? [
          of(healRequested.by, {
            action: 'drift.heal-request',
            detail: { driftId: name, allowDisruptive: healRequested.allowDisruptive === true },
          }),
        ]
      : []),
  ];
}

function isNew<T>(before: T | undefined, now: T | undefined): now is T {
  return now !== undefined && JSON.stringify(before) !== JSON.stringify(now);
}

/** Longest text of a detail. */
const MOST_TEXT = 250;

function cut<Key extends string>(key: Key, text: string | undefined): Partial<Record<Key, string>> {
  return (text === undefined ? {} : { [key]: text.slice(0, MOST_TEXT) }) as Partial<Record<Key, string>>;
}
