import type { ManagedResource } from '../managed-resource.ts';

/** Tells whether a managed resource is there, `Ready` and `Synced`. */
export function isReady(object: ManagedResource | undefined): boolean {
  const conditions = object?.status?.conditions ?? [];
  return ['Ready', 'Synced'].every((type) =>
    conditions.some((each) => each.type === type && each.status === 'True'),
  );
}
