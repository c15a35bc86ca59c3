import type { SigningKey } from '@atoll/deploy-repo';
import type { LoadedFleet } from '../load-fleet.ts';
import type { OpenedRun } from '../opened-run.ts';
import type { Hold, RunRules } from '../run-rules.ts';
import { checkSigning, noteSigning } from './check-signing.ts';
import { toFreezeHold } from './freeze-hold.ts';
import { type Judging, judgeSources } from './judge-sources.ts';
import type { OwnRepositories } from './own-repositories.ts';
import { renderGrants } from './render-grants.ts';

/** What the rules of a publication are made from. */
export interface RuleInput extends Judging {
  readonly signingKey: SigningKey | undefined;
  readonly ownRepositories: OwnRepositories;
  /** The real time, whatever `at` says: freezes are judged by both. */
  readonly now: () => Date;
  /** Whether all branches stand where the last run of this clone left them. */
  readonly areBranchesUnmoved: boolean;
}

/** Folder of a region's grants, below that of the region. */
const ACCESS = '/access/';

/** Works out what a publication may change: nothing that is frozen, and nothing that somebody has published from newer files. */
export async function planPublishRules(
  input: RuleInput,
  opened: OpenedRun,
  fleet: LoadedFleet,
): Promise<RunRules> {
  const { organization, freezes } = fleet;
  if (organization !== undefined) checkSigning(organization.config, input.signingKey);
  const { plan, options } = opened;
  const regions = [...plan.stale, ...plan.kept, ...plan.deleted];
  const judged = await judgeSources(input, { regions, clusters: await input.repo.listFolders('clusters') });
  const holds = new Map<string, Hold>();
  // A look at another time must not lift a freeze that is in force, nor break one that will be.
  const toFreeze = (name: string) =>
    toFreezeHold(name, freezes, input.now()) ?? toFreezeHold(name, freezes, options.at);
  for (const region of [...regions, ...plan.fresh]) {
    const hold = toFreeze(region) ?? refuseLeave(judged.get(`region/${region}`), region, plan.deleted);
    if (hold !== undefined) holds.set(region, hold);
  }
  const own = input.ownRepositories;
  return {
    branches: input.areBranchesUnmoved ? 'unmoved' : 'unknown',
    notices: organization === undefined ? [] : noteSigning(organization.config, input.signingKey),
    holds,
    holdCluster: (cluster, members) =>
      freezeCluster(cluster, members, toFreeze) ??
      sharpen(
        judged.get(`cluster/${cluster}`),
        cluster,
        members.filter((name) => !opened.deployed.includes(name)),
      ),
    hasOwnRepository: (region) => own.isElsewhere(region),
    publishOwnHalves: (halves) => own.publish(halves, opened.head),
    renderGrants: async (region, standing) => {
      // Who must not overwrite what is newer must not take back its grants either.
      const isOpen = standing.facts.grants !== undefined || hasOpenGrants(region, fleet, opened);
      if (!isOpen || judged.has(`region/${region}`)) return undefined;
      const { root, at } = options;
      return await renderGrants(region, standing, {
        ...{ root, at },
        ...{ repo: input.repo, environment: input.environment },
      });
    },
  };
}

/** Files of grants that are over are kept as records; of a region that cannot be read only the files are known. */
function hasOpenGrants(region: string, { regions }: LoadedFleet, { stamps }: OpenedRun): boolean {
  const loaded = regions.find(({ facts }) => facts.name === region);
  if (loaded !== undefined) return loaded.region.grants.length > 0;
  return stamps.get(region)?.some(({ path }) => path.includes(ACCESS)) === true;
}

/** Who gave leave to delete must not believe that the region is gone. */
function refuseLeave(hold: Hold | undefined, region: string, deleted: readonly string[]): Hold | undefined {
  if (hold?.reason !== 'newer-source' || !deleted.includes(region)) return hold;
  return { reason: 'conflict', message: `--allow-delete ${region}: ${hold.message} git pull and run again.` };
}

/** A region that is published and not in its control cluster would never come to life, which nobody may overlook. */
function sharpen(hold: Hold | undefined, cluster: string, added: readonly string[]): Hold | undefined {
  if (hold?.reason !== 'newer-source' || added.length === 0) return hold;
  const message = `cluster/${cluster} was published from a newer regions/fleet, so ${added.join(', ')} could not be added to it: git pull and run again.`;
  return { reason: 'conflict', message };
}

/** What all its regions share is frozen with the last of them. */
function freezeCluster(
  cluster: string,
  members: readonly string[],
  toFreeze: (name: string) => Hold | undefined,
): Hold | undefined {
  // Without regions it is frozen with the whole fleet alone.
  if (members.length === 0) return toFreeze(`cluster/${cluster}`);
  if (members.some((region) => toFreeze(region) === undefined)) return undefined;
  const message = `cluster/${cluster} keeps its last rendering while all its regions are frozen.`;
  return { reason: 'frozen', message };
}
