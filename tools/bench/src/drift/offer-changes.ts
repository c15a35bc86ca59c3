import { setTimeout as pause } from 'node:timers/promises';
import type { KubeConnection } from '@atoll/kube';
import { type BenchObject, pathOf } from './object-set.ts';

const MS_PER_SECOND = 1_000;

/** A change that the API server has taken; times of the wall clock in ms, as the log of the agent has them. */
export interface SentChange {
  readonly name: string;
  readonly sentAt: number;
  readonly answeredAt: number;
}

/** What was offered and what came of it. */
export interface OfferedChanges {
  readonly changes: readonly SentChange[];
  readonly offeredPerSecond: number;
  /** Answered a second, from the first request to the last answer. */
  readonly achievedPerSecond: number;
}

/** Changes one field of each object by hand, at a fixed rate whatever the answers take. */
export async function offerChanges(
  connection: KubeConnection,
  objects: readonly BenchObject[],
  perSecond: number,
): Promise<OfferedChanges> {
  const changes: SentChange[] = [];
  const sending: Promise<void>[] = [];
  const started = performance.now();
  while (sending.length < objects.length) {
    const due = Math.floor(((performance.now() - started) * perSecond) / MS_PER_SECOND) + 1;
    for (const object of objects.slice(sending.length, due))
      sending.push(changeByHand(connection, object).then((change) => void changes.push(change)));
    await pause(1);
  }
  await Promise.all(sending);
  const seconds = (performance.now() - started) / MS_PER_SECOND;
  return { changes, offeredPerSecond: perSecond, achievedPerSecond: objects.length / seconds };
}

/** Writes as a person with kubectl does. */
export async function changeByHand(connection: KubeConnection, object: BenchObject): Promise<SentChange> {
  const sentAt = Date.now();
  await connection.request({
    method: 'PATCH',
    path: `${pathOf(object)}?fieldManager=kubectl-edit`,
    contentType: 'application/merge-patch+json',
    body: { data: { 'key-0': `by hand at ${sentAt}` } },
  });
  return { name: object.metadata.name, sentAt, answeredAt: Date.now() };
}
