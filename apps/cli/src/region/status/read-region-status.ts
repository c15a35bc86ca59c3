import type { RegionStatus } from '@atoll/agent-model';
import type { KubeConnection } from '@atoll/kube';
import {
  decideRegionStatus,
  isBlocking,
  isDeploymentTarget,
  judgeSmoke,
  type Reading,
  type RegionFacts,
  type SmokeResult,
  type StageFact,
  toLayerTable,
} from '@atoll/region-status';
import { HEARTBEAT_SECONDS } from '../../fleet/fleet-entry.ts';
import { mergeStatuses } from '../../fleet/merge-statuses.ts';
import { mergeSmoke } from './merge-smoke.ts';
import { readControlCluster } from './read-control-cluster.ts';
import { readOwnCluster } from './read-own-cluster.ts';
import type { RegionStatusReport } from './region-report.ts';
import type { RegionPlan } from './region-plan.ts';
import { toSmokeReadings } from './to-smoke-readings.ts';

/** The clusters of a region. */
export interface RegionClusters {
  readonly control: KubeConnection;
  /** The region's own; undefined: it is not asked. */
  readonly own: KubeConnection | undefined;
}

/** A status with what comes of it for the next look. */
export interface ReadStatus {
  readonly report: RegionStatusReport;
  readonly status: RegionStatus;
}

const NOT_ASKED: Reading<readonly StageFact[]> = {
  state: 'stale',
  why: "the region's own cluster was not asked: give --region-kubeconfig or --region-context",
};

/**
 * Reads from its clusters how far a region is, and decides it.
 *
 * @param previous what was decided at the look before; undefined: what the control cluster says
 * @throws KubeError when a cluster does not answer
 */
export async function readRegionStatus(
  { control, own }: RegionClusters,
  plan: RegionPlan,
  { now, previous }: { readonly now: Date; readonly previous: RegionStatus | undefined },
): Promise<ReadStatus> {
  const [inControl, inRegion] = await Promise.all([
    readControlCluster(control, plan),
    own === undefined ? undefined : readOwnCluster(own, plan),
  ]);
  const statuses = [inControl.known?.status, inRegion?.known?.status];
  const known = mergeStatuses(statuses.filter((status) => status !== undefined));
  const agent = known.agents?.find(({ half }) => half === 'region');
  const readings = toSmokeReadings({
    cloud: plan.cloud.toSmokeFacts(inControl.objects, plan.region),
    controlStages: inControl.stages,
    own: inRegion?.smoke,
  });
  const facts: RegionFacts = {
    region: plan.region.name,
    requestedAt: inControl.known?.metadata.creationTimestamp ?? toSeconds(now),
    controlStages: inControl.stages,
    managed: inControl.managed,
    regionStages: inRegion?.stages ?? NOT_ASKED,
    agent: {
      half: 'region',
      intervalSeconds: HEARTBEAT_SECONDS,
      ...(agent === undefined ? {} : { lastSeen: agent.lastSeen }),
    },
    smoke: mergeSmoke(judgeSmoke(readings, now), known, { now, intervalSeconds: HEARTBEAT_SECONDS }),
  };
  const before = previous ?? known;
  const status = decideRegionStatus({
    facts,
    now,
    ...(before.phase === undefined ? {} : { previous: before }),
  });
  const notes = [
    ...(inControl.known === undefined
      ? [
          `${control.server} has no Region ${plan.region.name}: is it its control cluster, and was the region published?`,
        ]
      : []),
    ...(own === undefined
      ? ["The region's own cluster was not asked: give --region-kubeconfig or --region-context."]
      : []),
  ];
  return { status, report: toReport({ facts, status, now, notes }) };
}

interface ReportInput {
  readonly facts: RegionFacts;
  readonly status: RegionStatus;
  readonly now: Date;
  readonly notes: readonly string[];
}

function toReport({ facts, status, now, notes }: ReportInput): RegionStatusReport {
  const { phase = 'Requested', phaseSince, waitingFor, waitingSince, nextAction, conditions = [] } = status;
  const ready = conditions.find(({ type }) => type === 'Ready')?.status;
  return {
    region: facts.region,
    at: toSeconds(now),
    phase,
    ...(phaseSince === undefined ? {} : { phaseSince }),
    ready: ready === 'True' ? 'yes' : ready === 'False' ? 'no' : 'unknown',
    isDeploymentTarget: isDeploymentTarget(status),
    ...(waitingFor === undefined ? {} : { waitingFor }),
    ...(waitingSince === undefined ? {} : { waitingSince }),
    ...(nextAction === undefined ? {} : { nextAction }),
    layers: toLayerTable(facts, now),
    smoke: facts.smoke.map(toSmokeReport),
    notes,
  };
}

function toSmokeReport(result: SmokeResult): RegionStatusReport['smoke'][number] {
  const { id, title, message, remedy } = result;
  return { id, title, result: result.result, message, remedy, isBlocking: isBlocking(result) };
}

function toSeconds(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}
