import type { CachedRegion } from '../run-cache.ts';

/** Gives what a cache knows of a region in a control cluster. */
export function toCachedRegion(name: string, controlCluster = 'main'): CachedRegion {
  const file = `regions/${name}/region.yaml`;
  return {
    stamps: [{ path: file, size: 1, mtimeMs: 2, ino: 3 }],
    facts: { name, file, cloud: 'aws', account: '1', controlCluster, cidr: '10.0.0.0/16', claims: [] },
    managedGroups: [],
    rootDigest: 'sha256:1',
    objects: 1,
    waits: [],
    notices: [],
  };
}
