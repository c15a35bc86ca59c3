import type { Run, RunResult } from '@atoll/deploy-repo';
import { createSynth, type Synth } from '@atoll/synth';
import { renderCommitMessage } from './render-commit-message.ts';
import { boundHeap } from './bound-heap.ts';
import { digestText } from './digest-text.ts';
import {
  type KnownRegion,
  listKnownRegions,
  type RestoredRegions,
  restoreRegions,
  toRegionFacts,
} from './known-regions.ts';
import { type FleetToLoad, type LoadedFleet, loadFleet } from './load-fleet.ts';
import { movedBranches } from './moved-branches.ts';
import type { SynthReport } from './report.ts';
import { type CachedRegion, renderCacheContent, writeRunCache } from './run-cache.ts';
import type { OpenedRun } from './opened-run.ts';
import { toReport } from './to-report.ts';
import { writeClusters } from './write-clusters.ts';
import { type WrittenRegions, writeRegions } from './write-regions.ts';

/** One for all runs of a process: compiling the validators of the configuration takes as long as a small run. */
const synth: Synth = createSynth({ digest: digestText });

/** Reads, checks and renders what is stale, and commits it. */
export async function writeFleet(opened: OpenedRun): Promise<SynthReport> {
  boundHeap();
  const restored = await restoreRegions(listUncached(opened), opened.repo);
  const fleet = await loadFleet(toLoad(opened, restored), synth);
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
    const deployed = listDeployed(opened, written);
    const clusters = await updateClusters({
      opened,
      organization: fleet.organization,
      run,
      regions: listKnownRegions(deployed, regions, restored),
    });
    const finishing = finish(opened, run, written);
    const content = renderCache(opened, { regions, deployed, clusters });
    const result = await finishing;
    // Without a head there is nothing that the cache could belong to.
    if (result.head !== undefined) await writeRunCache(opened.options.deploy, result.head, content);
    return toReport({ opened, fleet, written, result });
  } catch (error) {
    await run.abort();
    throw error;
  }
}

function listUncached({ deployed, cache }: OpenedRun): readonly string[] {
  return deployed.filter((name) => cache?.regions[name] === undefined);
}

function toLoad({ options, plan, cache }: OpenedRun, restored: RestoredRegions): FleetToLoad {
  const cached = Object.values(cache?.regions ?? {}).map((region) => region.facts);
  const others = [...restored].map(([name, facts]) => toRegionFacts(name, facts));
  return { root: options.root, names: plan.stale, others: [...cached, ...others] };
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

/** Regions that stand after the run, also those that could not be read or are configured no more. */
function listDeployed({ deployed, plan }: OpenedRun, { written }: WrittenRegions): readonly string[] {
  const gone = new Set(plan.deleted);
  return [...new Set([...deployed, ...written.keys()])].filter((name) => !gone.has(name)).sort();
}

interface ClusterUpdate {
  readonly opened: OpenedRun;
  readonly organization: LoadedFleet['organization'];
  readonly run: Run;
  readonly regions: readonly KnownRegion[];
}

/** Without an organization nothing can be said of the control clusters, so they stay as they are. */
async function updateClusters(update: ClusterUpdate): Promise<Readonly<Record<string, string>>> {
  const { opened, organization, run, regions } = update;
  const { repo, cache } = opened;
  if (organization === undefined) return cache?.clusters ?? {};
  return await writeClusters({ synth, repo, run, organization, regions, cache });
}

async function finish(opened: OpenedRun, run: Run, { written }: WrittenRegions): Promise<RunResult> {
  const { options, cache, plan } = opened;
  const changedRoots = [...written].filter(
    ([name, region]) => cache?.regions[name]?.rootDigest !== region.rootDigest,
  );
  const rootsOf = new Map(changedRoots.map(([name, region]) => [name, region.facts.controlCluster]));
  return await run.finish({
    message: (folders) => renderCommitMessage(folders, plan.deleted),
    trailers: { 'Atoll-Generator': options.generatorVersion, ...sourceTrailer(options.sourceCommit) },
    branches: (folders) => movedBranches(withoutRegions(folders, plan.deleted), rootsOf),
    verify: options.verify ? 'all' : 'written',
  });
}

/** The branch of a deleted region stays where it is: its Flux would find no folder behind a moved one. */
function withoutRegions(folders: readonly string[], regions: readonly string[]): readonly string[] {
  return folders.filter(
    (folder) => folder.startsWith('clusters/') || !regions.includes(folder.split('/')[1] ?? ''),
  );
}

function sourceTrailer(commit: string | undefined): Record<string, string> {
  return commit === undefined ? {} : { 'Atoll-Source': commit };
}

interface CacheUpdate {
  readonly regions: ReadonlyMap<string, CachedRegion>;
  readonly deployed: readonly string[];
  readonly clusters: Readonly<Record<string, string>>;
}

/** A failed region keeps the stamps of its last rendering, so the next run tries it again. */
function renderCache(opened: OpenedRun, { regions, deployed, clusters }: CacheUpdate): string {
  return renderCacheContent({
    code: opened.code,
    organization: opened.organizationStamp,
    regions: Object.fromEntries(regions),
    deployed,
    clusters,
  });
}
