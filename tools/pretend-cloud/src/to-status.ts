import type { JsonObject } from './json-object.ts';
import type { Condition, ManagedResource } from './managed-resource.ts';

/** What a turn of the provider has found. */
export interface StatusReport {
  readonly synced: {
    readonly reason: 'ReconcileSuccess' | 'ReconcileError' | 'ReconcilePaused';
    readonly message?: string;
  };
  /** Absent: the condition `Ready` stays as it is. */
  readonly ready?: 'Creating' | 'Available' | 'Deleting';
  /** Absent: what was observed last stays. */
  readonly atProvider?: JsonObject;
}

/** Gives the status that says it; a condition that did not change keeps its time. Conditions of others stay. */
export function toStatus(
  { status, metadata }: ManagedResource,
  report: StatusReport,
  nowMs: number,
): NonNullable<ManagedResource['status']> {
  const now = `${new Date(nowMs).toISOString().slice(0, 19)}Z`;
  const { synced, ready, atProvider = status?.atProvider } = report;
  const drafts: Omit<Condition, 'lastTransitionTime'>[] = [
    { type: 'Synced', status: synced.reason === 'ReconcileSuccess' ? 'True' : 'False', ...synced },
    ...(ready === undefined
      ? []
      : [
          {
            type: 'Ready',
            status: ready === 'Available' ? ('True' as const) : ('False' as const),
            reason: ready,
          },
        ]),
  ];
  const before = status?.conditions ?? [];
  const written = drafts.map((draft): Condition => {
    const old = before.find(({ type }) => type === draft.type);
    const isSame = old?.status === draft.status && old.reason === draft.reason;
    return { ...draft, lastTransitionTime: isSame ? old.lastTransitionTime : now };
  });
  const others = before.filter(({ type }) => !written.some((each) => each.type === type));
  const isDone = synced.reason === 'ReconcileSuccess';
  return {
    ...status,
    conditions: [...others, ...written].toSorted((a, b) => (a.type < b.type ? -1 : 1)),
    ...(isDone ? { observedGeneration: metadata.generation } : {}),
    ...(atProvider === undefined ? {} : { atProvider }),
  };
}
