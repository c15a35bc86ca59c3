import type { ManagedConditions } from './managed-conditions.ts';
import { renderCondition } from './render-condition.ts';

/** What is seen of a managed resource. */
export interface CloudSight {
  /** Whether the provider has shown anything of it. */
  readonly isSeen: boolean;
  /** Fields that differ. */
  readonly differences: number;
}

/**
 * Says why nothing can be said about a managed resource now, as the rest of a sentence; undefined: it can.
 *
 * What a provider saw before it lost its sight is no proof that all is well; that something differed then still counts.
 */
export function explainUnsettled(
  { synced, ready, isOngoing, isBehind }: ManagedConditions,
  { isSeen, differences }: CloudSight,
): string | undefined {
  if (isSeen && isBehind) return 'was changed, and its provider has not looked at the cloud since';
  if (!isSeen) {
    const [why] = [synced, ready].filter(
      (condition) => condition !== undefined && condition.status !== 'True',
    );
    return `has not been seen in the cloud yet${why === undefined ? '' : ` (${renderCondition(why)})`}`;
  }
  if (differences > 0)
    return isOngoing ? `is being changed in the cloud: ${differences} fields are on their way` : undefined;
  if (synced === undefined) return 'has a provider that has not said whether it can see the cloud';
  if (synced.status === 'True') return undefined;
  return synced.reason === 'ReconcilePaused'
    ? 'is paused, so that its provider does not look at the cloud'
    : `cannot be looked at in the cloud (${renderCondition(synced)})`;
}
