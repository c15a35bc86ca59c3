import { untilAborted } from '../watch/until-aborted.ts';
import { createClusterWatch, type KubeConnection, type WatchEvent } from '@atoll/kube';
import { DRIFT_RECORDS, type DriftRecord } from './drift-record.ts';
import { matchesFilter, type RecordFilter } from './list-records.ts';

/** Something that happened while records were watched. */
export type RecordEvent =
  | { readonly type: 'changed' | 'gone'; readonly record: DriftRecord }
  /** What is shown may be over, or is known again. */
  | { readonly type: 'state'; readonly state: string; readonly reason: string };

/** What is watched, until when, and who is told. */
export interface RecordWatch extends RecordFilter {
  /** Tell of records too that were healed before the watch began. */
  readonly all: boolean;
  readonly stop: AbortSignal;
  readonly onEvent: (event: RecordEvent) => void;
}

/** Tells of each DriftRecord that is there, and of every change, until it is stopped. */
export async function watchRecords(connection: KubeConnection, watch: RecordWatch): Promise<void> {
  const known = new Map<string, string>();
  const live = createClusterWatch({
    connection,
    onEvent: (event) => takeEvent(event, watch, known),
    nowMs: () => performance.now(),
    random: Math.random,
  });
  live.setResources([{ ...DRIFT_RECORDS, namespace: watch.namespace }]);
  await untilAborted(watch.stop);
  await live.stop();
}

function takeEvent(event: WatchEvent, watch: RecordWatch, known: Map<string, string>): void {
  if (event.type === 'synced') return;
  if (event.type === 'state') {
    if (event.state !== 'syncing') watch.onEvent(event);
    return;
  }
  const record = event.object as unknown as DriftRecord;
  if (event.type === 'upsert') takeRecord(record, watch, known);
  else if (known.delete(record.metadata.name)) watch.onEvent({ type: 'gone', record });
}

function takeRecord(record: DriftRecord, watch: RecordWatch, known: Map<string, string>): void {
  const { name } = record.metadata;
  const isAsked = matchesFilter(record, watch);
  const isOver = record.status?.class === 'InSync' && !watch.all;
  // One that is no longer asked for, or healed, is told a last time.
  if (!known.has(name) && (!isAsked || isOver)) return;
  // What a person does not see is no news: the agent renews other fields too.
  const digest = JSON.stringify([record.spec, record.status]);
  if (known.get(name) === digest) return;
  if (isAsked) known.set(name, digest);
  else known.delete(name);
  watch.onEvent({ type: 'changed', record });
}
