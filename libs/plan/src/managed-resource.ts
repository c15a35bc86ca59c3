import type { RenderedObject } from '@atoll/cloud';
import { isJsonObject } from './json-value.ts';

/** Groups of the managed resources of Crossplane v2's upjet providers. */
const MANAGED_GROUP = /^[a-z0-9]+\.[a-z]+\.m\.upbound\.io\//;

/** Tells whether an object stands for something in a cloud. */
export function isManagedResource(object: Pick<RenderedObject, 'apiVersion'>): boolean {
  return MANAGED_GROUP.test(object.apiVersion);
}

/** What Crossplane may do with a managed resource; `observes`: the owner made it, and it is only looked at. */
export type Custody = 'observes' | 'keeps' | 'deletes';

/** Gives what becomes of the resource in the cloud when its object goes. */
export function custodyOf({ spec }: RenderedObject): Custody {
  const policies =
    isJsonObject(spec) && Array.isArray(spec['managementPolicies']) ? spec['managementPolicies'] : ['*'];
  if (policies.includes('*') || policies.includes('Delete')) return 'deletes';
  return policies.every((policy) => policy === 'Observe') ? 'observes' : 'keeps';
}

/** Gives group and kind, such as `karpenter.sh NodePool`; a core kind has no group: ` Service`. */
export function kindKeyOf({ apiVersion, kind }: Pick<RenderedObject, 'apiVersion' | 'kind'>): string {
  const slash = apiVersion.indexOf('/');
  return `${slash === -1 ? '' : apiVersion.slice(0, slash)} ${kind}`;
}
