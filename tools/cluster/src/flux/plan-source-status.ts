import type { Artifact, Condition, GitSource } from './git-source.ts';

/** Annotation by which people and programs ask Flux for a reconcile. */
const REQUESTED_AT = 'reconcile.fluxcd.io/requestedAt';

/** What came of a look at the repository. */
export type SourceOutcome =
  | { readonly artifact: Omit<Artifact, 'lastUpdateTime'> }
  | { readonly failure: { readonly reason: string; readonly message: string } };

/**
 * Gives the status to patch into a GitRepository, or nothing when it stands there already: source-controller, too, is
 * silent while nothing changes. A failure leaves the last good artifact.
 *
 * @param now RFC 3339, whole seconds
 */
export function planSourceStatus(
  source: GitSource,
  outcome: SourceOutcome,
  now: string,
): GitSource['status'] | undefined {
  const conditions = toConditions(source, outcome, now);
  const requestedAt = source.metadata.annotations?.[REQUESTED_AT];
  const status = {
    observedGeneration: source.metadata.generation,
    conditions,
    ...('artifact' in outcome ? { artifact: toArtifact(source, outcome.artifact, now) } : {}),
    ...(requestedAt === undefined ? {} : { lastHandledReconcileAt: requestedAt }),
  };
  return isThere(source.status, status) ? undefined : status;
}

function toArtifact(source: GitSource, next: Omit<Artifact, 'lastUpdateTime'>, now: string): Artifact {
  const current = source.status?.artifact;
  const isSame = current !== undefined && current.url === next.url && current.digest === next.digest;
  return { ...next, lastUpdateTime: isSame ? current.lastUpdateTime : now };
}

function toConditions(source: GitSource, outcome: SourceOutcome, now: string): readonly Condition[] {
  const observedGeneration = source.metadata.generation;
  const stamp = (condition: Omit<Condition, 'lastTransitionTime' | 'observedGeneration'>): Condition => {
    const before = source.status?.conditions?.find(({ type }) => type === condition.type);
    const lastTransitionTime = before?.status === condition.status ? before.lastTransitionTime : now;
    return { ...condition, observedGeneration, lastTransitionTime };
  };
  if ('failure' in outcome) {
    return [
      stamp({ type: 'Ready', status: 'False', ...outcome.failure }),
      stamp({ type: 'FetchFailed', status: 'True', ...outcome.failure }),
    ];
  }
  const message = `stored artifact for revision '${outcome.artifact.revision}'`;
  return ['Ready', 'ArtifactInStorage'].map((type) =>
    stamp({ type, status: 'True', reason: 'Succeeded', message }),
  );
}

/** Compares without regard to the order of keys, which the API server does not keep. */
function isThere(current: GitSource['status'], next: NonNullable<GitSource['status']>): boolean {
  return Object.entries(next).every(
    ([field, value]) => toSortedText(current?.[field as keyof typeof current]) === toSortedText(value),
  );
}

function toSortedText(value: unknown): string {
  return (
    JSON.stringify(value, (_key, each: unknown) =>
      typeof each === 'object' && each !== null && !Array.isArray(each)
        ? Object.fromEntries(Object.entries(each).toSorted(([a], [b]) => (a < b ? -1 : 1)))
        : each,
    ) ?? ''
  );
}
