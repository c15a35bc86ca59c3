import { type RegionStatus, renderInstant } from '@atoll/agent-model';
import type { ClusterWatch, LeaderElection } from '@atoll/kube';
import type { DetectionParts } from '../agent-parts.ts';
import { regionResource } from '../cluster/record-resources.ts';
import { codeOf } from '../code-of.ts';
import type { GuardedHalf } from '../desired/guarded-half.ts';
import type { AgentOptions } from '../options/agent-options.ts';

/** Says of each guarded region how it is, in the status of its Region object: the agent's word that it is alive. */
export interface RegionReporter {
  report(): Promise<void>;
}

/** What reporting takes. */
export interface RegionReporterOptions {
  readonly options: AgentOptions;
  readonly parts: DetectionParts;
  readonly watch: ClusterWatch;
  readonly election: LeaderElection | undefined;
}

type AgentReport = NonNullable<RegionStatus['agents']>[number];

/** Makes a reporter; only the leader speaks. */
export function createRegionReporter(tools: RegionReporterOptions): RegionReporter {
  return {
    async report() {
      if (!tools.election?.isLeader()) return;
      for (const half of tools.parts.halves.list()) {
        await reportHalf(tools, half).catch((error: unknown) =>
          tools.parts.log.warn('the status of a region cannot be written', {
            region: half.region,
            code: codeOf(error),
          }),
        );
      }
    },
  };
}

async function reportHalf(tools: RegionReporterOptions, { region, half }: GuardedHalf): Promise<void> {
  const { requests, log } = tools.parts;
  const target = { name: region };
  const live = await requests.read(regionResource, target);
  if (live === undefined) {
    log.warn('there is no Region object to report to: synth renders it into stage agent', { region });
    return;
  }
  const before = (live['status'] ?? {}) as RegionStatus;
  const agents = before.agents ?? [];
  const own = toReport(tools, { region, half, before: agents.find((each) => each.half === half) });
  const others = agents.filter((each) => each.half !== half);
  const all = [...others, own].sort((a, b) => (a.half < b.half ? -1 : 1));
  const sum = (field: 'drifted' | 'unknown') => all.reduce((total, each) => total + (each[field] ?? 0), 0);
  const status = { ...before, agents: all, drifted: sum('drifted'), unknown: sum('unknown') };
  const resourceVersion = live.metadata['resourceVersion'] as string;
  await requests.replaceStatus(regionResource, target, { status, resourceVersion });
}

interface ReportInput {
  readonly region: string;
  readonly half: GuardedHalf['half'];
  readonly before: AgentReport | undefined;
}

function toReport(
  { options, parts, watch }: RegionReporterOptions,
  { region, half, before }: ReportInput,
): AgentReport {
  const stages = parts.tracker.listStages().filter((stage) => stage.half.region === region);
  const verdicts = [...parts.store.values()].filter(({ object }) => object?.region === region);
  const count = (isCounted: (name: string) => boolean) =>
    verdicts.filter(({ verdict }) => isCounted(verdict.class)).length;
  const problems = stages.flatMap(({ stage, problem }) =>
    problem === undefined ? [] : [`${stage}: ${problem}`],
  );
  const isStale = watch.staleMs() > 0;
  const commits = new Set(stages.flatMap(({ read }) => read ?? []));
  const [revision] = commits;
  return {
    half,
    lastSeen: renderInstant(parts.clock.now()),
    sequence: (before?.sequence ?? 0) + 1,
    version: options.version,
    leader: options.identity,
    ...(commits.size === 1 && revision !== undefined ? { revision } : {}),
    stale: isStale,
    objects: [...parts.desired.values()].filter((object) => object.region === region).length,
    drifted: count((name) => name !== 'InSync' && name !== 'Unknown'),
    // While the view is stale nobody knows anything.
    unknown: isStale ? verdicts.length : count((name) => name === 'Unknown'),
    message: problems.join('; '),
  };
}
