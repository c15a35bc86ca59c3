import type { ConfigFile } from '@atoll/config-repo';
import type { Lapse } from '@atoll/plan';
import { LONGEST_SESSION_HOURS } from '@atoll/region-model';
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
  const lapses = files.flatMap(({ path }): readonly Lapse[] => {
    const [, name = '', id = ''] = GRANT.exec(path) ?? [];
    const region = byName.get(name);
    if (region === undefined) return [];
    const grant = region.grants.find((span) => span.id === id);
    if (grant === undefined) {
      const text = `the grant ${id} is over, and so are its sessions: nothing of it is rendered any more, ${path} is only a record`;
      return [{ region: name, text }];
    }
    if (grant.phase !== 'ending') return [];
    const late = grant.ended === undefined ? '' : `, and is published as ended at ${grant.ended}`;
    const text = `the grant ${id} of ${grant.role} to ${grant.person} ended at ${grant.until}${late}: its bindings vanish with the next synth`;
    return [{ region: name, text }];
  });
  return [...lapses, ...listGone(files, regions)];
}

/** A grant without a file is rendered only for the sessions that it may have let in. */
function listGone(files: readonly ConfigFile[], regions: readonly LoadedRegion[]): readonly Lapse[] {
  const known = new Set(files.map(({ path }) => path));
  return regions.flatMap(({ region: { name, grants } }) =>
    grants
      .filter(({ id }) => !known.has(`regions/${name}/access/${id}.yaml`))
      .map(({ id, role, person }) => {
        const text = `the file of the grant ${id} of ${role} to ${person} is gone: it ends with the publication, and its sessions are shut out for ${LONGEST_SESSION_HOURS} hours`;
        return { region: name, text };
      }),
  );
}
