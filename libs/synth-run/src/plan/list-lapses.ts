import type { ConfigFile } from '@atoll/config-repo';
import type { Lapse } from '@atoll/plan';
import type { LoadedRegion } from '@atoll/synth';

/** A grant's file. */
const GRANT = /^regions\/([^/]+)\/access\/([^/]+)\.yaml$/;

/**
 * Gives the grants that are over: nothing of them is rendered, whatever else changes, so no object shows it.
 *
 * A region that cannot be loaded is not looked at; its problems are told.
 */
export function listLapses(files: readonly ConfigFile[], regions: readonly LoadedRegion[]): readonly Lapse[] {
  const byName = new Map(regions.map(({ region }) => [region.name, region] as const));
  return files.flatMap(({ path }) => {
    const [, name = '', id = ''] = GRANT.exec(path) ?? [];
    const region = byName.get(name);
    if (region === undefined) return [];
    const grant = region.grants.find((span) => span.id === id);
    if (grant === undefined) {
      const text = `the grant ${id} is over, and so are its sessions: nothing of it is rendered any more, ${path} is only a record`;
      return [{ region: name, text }];
    }
    if (grant.phase !== 'ending') return [];
    const text = `the grant ${id} of ${grant.role} to ${grant.person} ended at ${grant.until}: its bindings vanish with the next synth`;
    return [{ region: name, text }];
  });
}
