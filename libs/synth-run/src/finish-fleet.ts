import type { RunResult } from '@atoll/deploy-repo';
import type { BegunRun, WrittenRun } from './begun-run.ts';
import { listFollowers, type StandingFleet } from './list-followers.ts';
import { movedBranches } from './moved-branches.ts';
import { renderCommitMessage } from './render-commit-message.ts';
import { timeTrailer } from './time-trailer.ts';

/** What standing after a run is known of, and where the run notes how far it came. */
export interface FinishingFleet extends StandingFleet {
  /** Told before anything is pushed, since a push that fails tells nothing. */
  readonly progress: { changedFolders: readonly string[] };
}

/** Commits what the run has written, with its message, trailers and branches. */
export async function finishFleet(
  { opened, rules, run }: BegunRun,
  { written, grants, removed }: WrittenRun,
  { progress, ...standing }: FinishingFleet,
): Promise<RunResult> {
  const { options, cache } = opened;
  const changedRoots = [...written.written].filter(
    ([name, region]) => cache?.regions[name]?.rootDigest !== region.rootDigest,
  );
  // Where branches are compared with main, the cluster's follows the stage itself.
  const rootsOf = new Map(
    rules.branches === 'follow-main'
      ? changedRoots.map(([name, region]) => [name, region.facts.controlCluster])
      : [],
  );
  const isAsked = (name: string) =>
    !rules.holds.has(name) && (rules.branches === 'unknown' || written.written.has(name));
  const granted = [...grants.written.keys()];
  const objects = new Map([...written.written].map(([name, region]) => [name, region.objects]));
  const source = { commit: options.sourceCommit, subject: options.sourceSubject };
  return await run.finish({
    message(folders, changes) {
      progress.changedFolders = folders;
      return renderCommitMessage({
        ...{ folders, changes, deleted: removed.deleted, objects, source },
        grantsOnly: new Set(granted),
      });
    },
    trailers: {
      'Atoll-Generator': options.generatorVersion,
      ...sourceTrailer(options.sourceCommit),
      ...timeTrailer(options),
    },
    branches: (folders) => movedBranches(withoutRegions(folders, removed.deleted), rootsOf),
    ...(rules.branches === 'follow-main'
      ? {}
      : {
          followers: new Map([
            ...listFollowers(withoutFrozen(standing, rules), isAsked),
            // A freeze holds their branches, too, and the cache need not know them.
            ...granted.map((name) => [`region/${name}`, foldersOf(name)] as const),
          ]),
        }),
    verify: options.verify ? 'all' : 'written',
  });
}

function foldersOf(region: string): readonly string[] {
  return [`control-plane/${region}`, `regions/${region}`];
}

/**
 * A branch that moves changes what Flux applies, also where only somebody else's fault is set right.
 *
 * A cluster that is held for its source and follows main all the same shows what was published from the newer one.
 */
function withoutFrozen({ regions, clusters }: StandingFleet, rules: BegunRun['rules']): StandingFleet {
  const members = Map.groupBy(regions, ([, region]) => region.facts.controlCluster);
  const followed = Object.entries(clusters).filter(([cluster]) => {
    const names = (members.get(cluster) ?? []).map(([name]) => name);
    return rules.holdCluster(cluster, names)?.reason !== 'frozen';
  });
  return { regions, clusters: Object.fromEntries(followed) };
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
