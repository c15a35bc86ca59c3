import { statConfigRepo } from '@atoll/config-repo';
import type { Problem } from '@atoll/core';
import { checkConfig } from '@atoll/synth-run';
import type { LoadedRegion } from '@atoll/synth';
import type { ListedRegion, RegionListReport } from '../json-outputs.ts';

/** Gives every configured region, by name, with what is wrong with it; a broken one is listed all the same. */
export async function listRegions(root: string, at: Date): Promise<RegionListReport> {
  const { regions, problems } = await checkConfig(root, at);
  const loaded = new Map(regions.map((region) => [region.facts.name, region]));
  const names = new Set([...statConfigRepo(root).regions, ...loaded.keys()]);
  return {
    regions: [...names].map((name) => toListed(name, loaded.get(name), problemsOf(name, problems))),
    problems: problems.filter(({ file }) => ![...names].some((name) => isIn(file, name))),
  };
}

function problemsOf(name: string, problems: readonly Problem[]): readonly Problem[] {
  return problems.filter(({ file }) => isIn(file, name));
}

function isIn(file: string, name: string): boolean {
  return file.startsWith(`regions/${name}/`);
}

function toListed(
  name: string,
  loaded: LoadedRegion | undefined,
  problems: readonly Problem[],
): ListedRegion {
  if (loaded === undefined) return { name, valid: false, problems };
  const { region, facts } = loaded;
  return {
    name,
    valid: true,
    cloud: facts.cloud,
    location: region.location,
    account: facts.account,
    cidr: facts.cidr,
    exposure: region.network.exposure,
    size: region.persistence.size.name,
    controlCluster: facts.controlCluster,
    problems,
  };
}
