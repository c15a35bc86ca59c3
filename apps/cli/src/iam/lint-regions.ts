import { statConfigRepo } from '@atoll/config-repo';
import { createSynth } from '@atoll/synth';
import { digestText } from '../load-region.ts';
import { loadAccessRegion, type RegionPlace } from './access-region.ts';
import type { IamLint, IamLintReport } from './iam-report.ts';

/** Checks the roles of some regions; without names, of all. */
export async function lintRegions(
  root: string,
  names: readonly string[] | undefined,
  at: Date,
): Promise<IamLintReport> {
  const synth = createSynth({ digest: digestText });
  const regions: IamLint[] = [];
  for (const name of names ?? statConfigRepo(root).regions) {
    regions.push(await lintRegion({ root, name, at, synth }));
  }
  return { regions };
}

/** Tells whether there is nothing that somebody has to mend; unused grants are for reading. */
export function isClean({ missing, findings, problems }: IamLint): boolean {
  return (
    missing.length + problems.length + findings.filter(({ severity }) => severity === 'error').length === 0
  );
}

async function lintRegion(place: RegionPlace): Promise<IamLint> {
  const loaded = await loadAccessRegion(place);
  const nothing = { checked: 0, missing: [], unused: [], findings: [], problems: [] };
  if ('problems' in loaded) return { region: place.name, ...nothing, problems: loaded.problems };
  const { access, objects, region } = loaded.value;
  return {
    region: place.name,
    ...access.checkAccess(objects, region),
    findings: access.lintAccess(objects, region),
    problems: [],
  };
}
