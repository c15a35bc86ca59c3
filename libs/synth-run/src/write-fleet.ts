import { DeployRepoError, type Run } from '@atoll/deploy-repo';
import type { BegunRun, WrittenRun } from './begun-run.ts';
import { boundHeap } from './bound-heap.ts';
import { toUselessLeave } from './check-allow-delete.ts';
import { finishFleet } from './finish-fleet.ts';
import { fleetSynth } from './fleet-synth.ts';
import { writeGrants } from './grants-only/write-grants.ts';
import { listKnownRegions, type RestoredRegions, restoreRegions, toRegionFacts } from './known-regions.ts';
import { type FleetToLoad, loadFleet, type PublishedGrants } from './load-fleet.ts';
import { listDeployed, mergeRegions } from './merge-regions.ts';
import type { OpenedRun } from './opened-run.ts';
import { rememberUnchanged } from './remember-unchanged.ts';
import { removeRegions } from './remove-regions.ts';
import type { SynthReport } from './report.ts';
import { type CachedRegion, type CacheContent, growRunCache } from './run-cache.ts';
import { freeRules, type Hold, type OwnHalf, type PlanRules, type RunRules } from './run-rules.ts';
import { openStandingReader } from './standing-region.ts';
import { toReport } from './to-report.ts';
import { type WrittenClusters, writeClusters } from './write-clusters.ts';
import { type WrittenRegions, writeRegions } from './write-regions.ts';

/** What a run did, and what its rules kept it from doing. */
export interface FleetRun {
  readonly report: SynthReport;
  /** Main after the run; undefined in a repository without a commit. */
  readonly head: string | undefined;
  /** Regions that would have changed, and were held. */
  readonly held: ReadonlyMap<string, Hold>;
  readonly heldClusters: ReadonlyMap<string, Hold>;
  readonly changedFolders: readonly string[];
  /** Whether all branches show what main holds; those of held regions are left where they are. */
  readonly isHealed: boolean;
  /** Regions that keep their last rendering but for what grants changed, which was written. */
  readonly grantsOnly: readonly string[];
  /** What the rules have to say beside. */
  readonly notices: readonly string[];
}

/** Reads, checks and renders what is stale, and commits it as far as the rules let it. */
export async function writeFleet(opened: OpenedRun, planRules?: PlanRules): Promise<FleetRun> {
  boundHeap();
  const begin = () => opened.repo.beginRun(opened.plan.stale.flatMap(listFoldersOf));
  // Rules come from other machines, which a lock must not wait for; without them, Git works while the files are read.
  let run = planRules === undefined ? await begin() : undefined;
  try {
    const loaded = await loadStanding(opened);
    const rules = planRules === undefined ? freeRules() : await planRules(opened, loaded.fleet);
    run ??= await begin();
    if (rules.branches !== 'follow-main') await assertUnmoved(opened);
    return await writeRun({ opened, ...loaded, rules, run });
  } catch (error) {
    await run?.abort();
    throw error;
  }
}

async function loadStanding(opened: OpenedRun): Promise<Pick<BegunRun, 'restored' | 'standing' | 'fleet'>> {
  const { repo, plan, deployed } = opened;
  const standing = openStandingReader([...plan.stale, ...plan.kept, ...plan.deleted], deployed, repo);
  const restored = await restoreRegions(listUncached(opened), repo);
  return { restored, standing, fleet: await loadFleet(toLoad(opened, restored), fleetSynth) };
}

function listFoldersOf(region: string): readonly string[] {
  return [`control-plane/${region}`, `regions/${region}`];
}

/** Another process may have fetched into the same clone since the rules were made from what stood there. */
async function assertUnmoved({ repo, head }: OpenedRun): Promise<void> {
  if ((await repo.head()) === head) return;
  const message = `${repo.path}: main moved while this run was planned: run again, it starts from the new commit`;
  throw new DeployRepoError('ERR_DEPLOY_REPO_MOVED', message);
}

async function writeRun(begun: BegunRun): Promise<FleetRun> {
  const { opened, fleet, restored, rules } = begun;
  const changes = await writeChanges(begun);
  const regions = mergeRegions(opened, changes);
  const deployed = listDeployed(opened, changes);
  const known = listKnownRegions(deployed, regions, restored);
  const clusters = await updateClusters(begun, known);
  const progress = { changedFolders: [] as readonly string[] };
  const finishing = finishFleet(begun, changes, { regions, clusters: clusters.digests, progress });
  const content: CacheContent = {
    code: opened.code,
    organization: opened.organizationStamp,
    // Broken ones are read again by the next run, and said again.
    freezes: fleet.freezes === undefined ? '' : opened.freezesStamp,
    regions: Object.fromEntries(regions),
    deployed,
    clusters: clusters.digests,
  };
  const growing = growRunCache(opened.cacheFile, content);
  const result = await finishing.catch(async (error: unknown) => {
    await growing.drop();
    if (rules.branches !== 'follow-main' && isMoved(error))
      await keepLost(opened, content, progress.changedFolders);
    throw error;
  });
  // Without a head there is nothing that the cache could belong to.
  await (result.head === undefined ? growing.drop() : growing.keep(result.head));
  const held = new Map([...changes.written.held, ...changes.removed.held]);
  const report = toReport({ opened, fleet, ...changes, clusters, result });
  const changedFolders = result.changes.folders.map(({ folder }) => folder);
  return {
    report,
    head: result.head,
    held,
    heldClusters: clusters.held,
    changedFolders,
    isHealed: rules.branches !== 'unknown' || rules.holds.size === 0,
    grantsOnly: [...changes.grants.written.keys()].sort(),
    notices: [...rules.notices, ...changes.grants.notices],
  };
}

function isMoved(error: unknown): boolean {
  return error instanceof DeployRepoError && error.code === 'ERR_DEPLOY_REPO_MOVED';
}

async function keepLost(
  { cache, cacheFile, deployed, head }: OpenedRun,
  content: CacheContent,
  changedFolders: readonly string[],
): Promise<void> {
  if (head === undefined) return;
  const kept = rememberUnchanged({ content, before: cache?.regions ?? {}, deployed, changedFolders });
  await growRunCache(cacheFile, kept).keep(head);
}

async function writeChanges({ opened, standing, fleet, rules, run }: BegunRun): Promise<WrittenRun> {
  const { repo, plan, stamps, options } = opened;
  const written = await writeRegions({
    ...{ synth: fleetSynth, repo, run, rules, standing, stamps },
    ...{ regions: fleet.regions, allowDelete: options.allowDelete, onProgress: options.onProgress },
  });
  checkUsed(options.allowDelete, written);
  const removed = await removeRegions({ repo, run, plan, standing, holds: rules.holds });
  const grants = await writeGrants({
    ...{ synth: fleetSynth, repo, run, rules, standing, regions: fleet.regions, held: written.held },
    stuck: [...fleet.failed, ...written.failed, ...written.refused, ...plan.kept],
  });
  const elsewhere = fleet.regions
    .filter((region) => written.written.has(region.facts.name) && rules.hasOwnRepository(region))
    .map((region) => ({ region }));
  const halved = await moveOwnHalves(run, rules, [...elsewhere, ...grants.ownHalves]);
  return { written: { ...written, held: grants.held }, grants, removed, halved };
}

/** A leave for a region that stays is used up by what the region loses; one that nothing uses is a mistake. */
function checkUsed(allowed: readonly string[], { written, losses }: WrittenRegions): void {
  const used = new Set(losses.map(({ region }) => region));
  const useless = allowed.find((name) => written.has(name) && !used.has(name));
  if (useless !== undefined) throw toUselessLeave(useless);
}

/** Only what stands in its own repository goes from this one. */
async function moveOwnHalves(
  run: Run,
  rules: RunRules,
  halves: readonly OwnHalf[],
): Promise<ReadonlySet<string>> {
  if (halves.length === 0) return new Set();
  const failed = await rules.publishOwnHalves(halves);
  const moved = halves.filter(({ grants }) => grants === undefined);
  const names = moved.map(({ region }) => region.facts.name).filter((name) => !failed.has(name));
  for (const name of names) await run.deleteFolder(`regions/${name}`);
  return failed;
}

function listUncached({ deployed, cache }: OpenedRun): readonly string[] {
  return deployed.filter((name) => cache?.regions[name] === undefined);
}

function toLoad({ options, plan, cache, listing }: OpenedRun, restored: RestoredRegions): FleetToLoad {
  const cached = Object.values(cache?.regions ?? {}).map((region) => region.facts);
  const others = [...restored].map(([name, facts]) => toRegionFacts(name, facts));
  return {
    ...{ root: options.root, names: plan.stale, listing, others: [...cached, ...others], at: options.at },
    published: listPublished(cache?.regions ?? {}, restored),
  };
}

/** What is not in the cache was read from what stands. */
function listPublished(
  cached: Readonly<Record<string, CachedRegion>>,
  restored: RestoredRegions,
): PublishedGrants {
  const known = [...Object.entries(cached), ...restored];
  return new Map(
    known.flatMap(([name, { grants }]) => (grants === undefined ? [] : [[name, { published: grants }]])),
  );
}

/** Without an organization nothing can be said of the control clusters, so they stay as they are. */
async function updateClusters(
  { opened, fleet, rules, run, restored }: BegunRun,
  regions: ReturnType<typeof listKnownRegions>,
): Promise<WrittenClusters> {
  const { repo, cache, deployed } = opened;
  const { organization } = fleet;
  if (organization === undefined) return { digests: cache?.clusters ?? {}, held: new Map(), losses: [] };
  const before = listKnownRegions(deployed, new Map(Object.entries(cache?.regions ?? {})), restored);
  const { allowDelete } = opened.options;
  return await writeClusters({
    ...{ synth: fleetSynth, repo, run, organization, regions, before, cache, rules, allowDelete },
  });
}
