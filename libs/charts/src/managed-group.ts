/** Groups of managed resources end in this; configuration of a provider does not count, it has no conditions. */
const MANAGED_GROUP = /^[a-z0-9]+\.[a-z]+\.m\.upbound\.io$/;

/** Tells whether a group is one of managed resources. */
export function isManagedGroup(group: string): boolean {
  return MANAGED_GROUP.test(group);
}
