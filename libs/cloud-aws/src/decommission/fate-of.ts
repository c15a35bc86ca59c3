import type { Fate, RenderedObject } from '@atoll/cloud';
import { isObserveOnly, toFields, toList } from '../planning/managed-object.ts';

/** Gives what becomes of a resource when its object is deleted: its management policies say it. */
export function fateOf(object: RenderedObject): Fate {
  const policies = toFields(object.spec)['managementPolicies'];
  if (policies === undefined) return 'internal';
  if (isObserveOnly(object)) return 'observed';
  const isDeleting = toList(policies).some((policy) => policy === '*' || policy === 'Delete');
  return isDeleting ? 'deleted' : 'kept';
}
