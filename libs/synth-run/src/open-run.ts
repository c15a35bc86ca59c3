import { type ConfigListing, statConfigRepo } from '@atoll/config-repo';
import { checkAllowDelete, CLUSTER_LEAVE } from './check-allow-delete.ts';
import { fitRunCache } from './fit-run-cache.ts';
import type { OpenedRun, RunOptions, RunTarget } from './opened-run.ts';
import { ORGANIZATION_FILE } from './organization-file.ts';
import { isIdle, planRun } from './plan-run.ts';
import { type FileStamp, readRunCache, type RunCache } from './run-cache.ts';
import { readSourceSignature } from './source-signature.ts';

/**
 * Works out what a run has to do, from file stamps and the cache alone.
 *
 * @param listing what stands in the config repository; looked at now unless somebody has looked already
 * @throws AppError `ERR_SYNTH_ALLOW_DELETE` for a leave that names a region which nobody knows, `ERR_CONFIG_REPO_…` when the folder cannot be read at all
 */
export async function openRun(
  options: RunOptions,
  target: RunTarget,
  listing: ConfigListing = statConfigRepo(options.root),
): Promise<OpenedRun> {
  const { repo, cacheFile } = target;
  const code = `${readSourceSignature()}${target.cacheKey ?? ''}`;
  const head = await repo.head();
  const cache = await fitRunCache(await readRunCache(cacheFile, code), head, {
    listFolders: (under) => repo.listFolders(under),
    listChangedFolders: target.listChangedFolders,
  });
  const organizationStamp = JSON.stringify(
    listing.files.find((file) => file.path === ORGANIZATION_FILE) ?? null,
  );
  const stamps = groupStamps(listing.regions, listing.files);
  const freezesStamp = stampFreezes(listing);
  const deployed = cache?.deployed ?? (await repo.listFolders('control-plane'));
  const plan = planRun({
    configured: stamps,
    deployed,
    cache,
    isSharedFresh: cache?.organization === organizationStamp && hasSameFreezes(cache.freezes, freezesStamp),
    allowDelete: options.allowDelete,
    at: options.at,
  });
  const namesCluster = options.allowDelete.some((name) => name.startsWith(CLUSTER_LEAVE));
  const clusters = namesCluster ? await repo.listFolders('clusters') : [];
  checkAllowDelete(options.allowDelete, plan, { deployed, clusters });
  return {
    options,
    repo,
    cacheFile,
    head,
    code,
    cache,
    stamps,
    organizationStamp,
    freezesStamp,
    listing,
    deployed,
    plan,
  };
}

/** Tells whether everything stands as it is configured, so that nothing need be read. */
export function isIdleRun({ plan, options, repo, listing, cache, freezesStamp }: OpenedRun): boolean {
  const isQuiet = listing.problems.length === 0 && !options.verify && repo.recovered === undefined;
  if (cache?.freezes !== freezesStamp || options.allowDelete.length > 0) return false;
  return isQuiet && isIdle(plan) && plan.kept.length === 0 && cache !== undefined && !hasOpenCluster(cache);
}

/**
 * A control cluster that could not be written is not in the cache, or in it with a digest that nothing has; one without
 * regions is told by every run until it goes.
 */
function hasOpenCluster({ regions, clusters }: RunCache): boolean {
  const used = new Set(Object.values(regions).map(({ facts }) => facts.controlCluster));
  return Object.keys(clusters).some((name) => !used.has(name)) || [...used].some((name) => !clusters[name]);
}

/** A freeze must not name a region that is gone, so the names belong to what was found valid. */
function stampFreezes({ regions, files }: ConfigListing): string {
  const freezes = files.filter(({ path }) => path.startsWith('regions/fleet/freezes/'));
  return freezes.length === 0 ? '' : JSON.stringify({ freezes, regions });
}

/** Agents are told the freezes of their regions, whatever other regions there are. */
function hasSameFreezes(before: string, now: string): boolean {
  return before === now || readFreezes(before) === readFreezes(now);
}

function readFreezes(stamp: string): string {
  return stamp === '' ? '' : JSON.stringify((JSON.parse(stamp) as { readonly freezes: unknown }).freezes);
}

function groupStamps(
  regions: readonly string[],
  files: readonly FileStamp[],
): ReadonlyMap<string, readonly FileStamp[]> {
  const byRegion = Map.groupBy(files, (file) => file.path.split('/')[1] ?? '');
  return new Map(regions.map((name) => [name, byRegion.get(name) ?? []]));
}
