import type { Run, RunResult } from '@atoll/deploy-repo';
import { createSynth, type Synth } from '@atoll/synth';
import { renderCommitMessage } from './render-commit-message.ts';
import { digestText } from './digest-text.ts';
import { listKnownRegions } from './known-regions.ts';
import { type FleetToLoad, type LoadedFleet, loadFleet } from './load-fleet.ts';
import { movedBranches } from './moved-branches.ts';
import type { SynthReport } from './report.ts';
import { type CachedRegion, writeRunCache } from './run-cache.ts';
import type { OpenedRun } from './run-synth.ts';
import { toReport } from './to-report.ts';
import { writeClusters } from './write-clusters.ts';
import { type WrittenRegions, writeRegions } from './write-regions.ts';

/** Reads, checks and renders what is stale, and commits it. */
export async function writeFleet(opened: OpenedRun): Promise<SynthReport> {
  const synth = createSynth({ digest: digestText });
  const fleet = await loadFleet(toLoad(opened), synth);
  const run = await opened.repo.beginRun();
  try {
    const { onProgress } = opened.options;
    const written = await writeRegions({
      synth,
      run,
      regions: fleet.regions,
      stamps: opened.stamps,
      onProgress,
    });
    await deleteRegions(run, opened.plan.deleted);
    const regions = mergeRegions(opened, written);
    const clusters = await updateClusters({ opened, fleet, run, regions, synth });
    const result = await finish(opened, run, written);
    await saveCache(opened, { regions, clusters, result });
    return toReport({ opened, fleet, written, result });
  } catch (error) {
    await run.abort();
    throw error;
  }
}

function toLoad({ options, plan, cache }: OpenedRun): FleetToLoad {
  const others = Object.values(cache?.regions ?? {}).map((region) => region.facts);
  return { root: options.root, names: plan.stale, others };
}

async function deleteRegions(run: Run, names: readonly string[]): Promise<void> {
  for (const name of names) {
    await run.deleteFolder(`control-plane/${name}`);
    await run.deleteFolder(`regions/${name}`);
  }
}

/** Everything that stands after the run: what it wrote, and of the others what the cache knows. */
function mergeRegions(
  { cache, plan }: OpenedRun,
  { written }: WrittenRegions,
): ReadonlyMap<string, CachedRegion> {
  const before = Object.entries(cache?.regions ?? {}).filter(([name]) => !plan.deleted.includes(name));
  return new Map([...before, ...written]);
}

interface ClusterUpdate {
  readonly opened: OpenedRun;
  readonly fleet: LoadedFleet;
  readonly run: Run;
  readonly regions: ReadonlyMap<string, CachedRegion>;
  readonly synth: Synth;
}

/** Without an organization nothing can be said of the control clusters, so they stay as they are. */
async function updateClusters(update: ClusterUpdate): Promise<Readonly<Record<string, string>>> {
  const { opened, fleet, run, regions, synth } = update;
  const { repo, cache, plan } = opened;
  if (fleet.organization === undefined) return cache?.clusters ?? {};
  const names = [...new Set([...plan.fresh, ...plan.stale, ...plan.kept])].sort();
  const known = await listKnownRegions(names, regions, repo);
  return await writeClusters({ synth, repo, run, organization: fleet.organization, regions: known, cache });
}

async function finish(opened: OpenedRun, run: Run, { written }: WrittenRegions): Promise<RunResult> {
  const { options, cache } = opened;
  const changedRoots = [...written].filter(
    ([name, region]) => cache?.regions[name]?.rootDigest !== region.rootDigest,
  );
  const rootsOf = new Map(changedRoots.map(([name, region]) => [name, region.facts.controlCluster]));
  return await run.finish({
    message: renderCommitMessage,
    trailers: { 'Atoll-Generator': options.generatorVersion, ...sourceTrailer(options.sourceCommit) },
    branches: (folders) => movedBranches(folders, rootsOf),
    verify: options.verify ? 'all' : 'written',
  });
}

function sourceTrailer(commit: string | undefined): Record<string, string> {
  return commit === undefined ? {} : { 'Atoll-Source': commit };
}

interface CacheUpdate {
  readonly regions: ReadonlyMap<string, CachedRegion>;
  readonly clusters: Readonly<Record<string, string>>;
  readonly result: RunResult;
}

/** A failed region keeps the stamps of its last rendering, so the next run tries it again. */
async function saveCache(opened: OpenedRun, { regions, clusters, result }: CacheUpdate): Promise<void> {
  if (result.head === undefined) return;
  await writeRunCache(opened.options.deploy, {
    code: opened.code,
    head: result.head,
    organization: opened.organizationStamp,
    regions: Object.fromEntries(regions),
    clusters,
  });
}
