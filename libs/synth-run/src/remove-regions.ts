import type { DeployRepo, Run } from '@atoll/deploy-repo';
import { listLosses } from './list-losses.ts';
import type { RunPlan } from './plan-run.ts';
import type { Loss } from './report.ts';
import type { Hold } from './run-rules.ts';
import type { StandingReader } from './standing-region.ts';

/** What became of regions that are configured no more. */
export interface RemovedRegions {
  readonly deleted: readonly string[];
  readonly kept: readonly string[];
  readonly held: ReadonlyMap<string, Hold>;
  /** What the cloud loses with the deleted ones, and would lose with the kept ones. */
  readonly losses: readonly Loss[];
}

/** What removing takes. */
export interface RegionsToRemove {
  readonly repo: DeployRepo;
  readonly run: Run;
  readonly plan: RunPlan;
  readonly holds: ReadonlyMap<string, Hold>;
  readonly standing: StandingReader;
}

/** Deletes the regions that may be deleted, and says what goes with them, and what would go with the others. */
export async function removeRegions({
  repo,
  run,
  plan,
  holds,
  standing,
}: RegionsToRemove): Promise<RemovedRegions> {
  const held = new Map<string, Hold>();
  const losses: Loss[] = [];
  const gone = { deleted: [] as string[], kept: [] as string[] };
  for (const outcome of ['kept', 'deleted'] as const) {
    for (const name of plan[outcome]) {
      const hold = holds.get(name);
      if (hold !== undefined) {
        held.set(name, hold);
        continue;
      }
      losses.push(...(await listRegionLosses(name, { repo, standing, isAllowed: outcome === 'deleted' })));
      gone[outcome].push(name);
    }
  }
  for (const name of gone.deleted) {
    await run.deleteFolder(`control-plane/${name}`);
    await run.deleteFolder(`regions/${name}`);
  }
  return { ...gone, held, losses };
}

async function listRegionLosses(
  region: string,
  { repo, standing, isAllowed }: Pick<RegionsToRemove, 'repo' | 'standing'> & { readonly isAllowed: boolean },
): Promise<readonly Loss[]> {
  const known = await standing.read(region);
  if (known === undefined) return [];
  if (known === 'unreadable') {
    const what = 'whatever it holds: its list of files is missing or broken';
    return [{ region, path: `control-plane/${region}/atoll.json`, what, isAllowed }];
  }
  const losses = await listLosses({ cloud: known.cloud, paths: known.files }, repo);
  return losses.map((loss) => ({ region, ...loss, isAllowed }));
}
