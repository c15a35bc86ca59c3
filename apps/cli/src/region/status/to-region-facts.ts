import type { RegionStatus } from '@atoll/agent-model';
import { renderInstant } from '@atoll/region-config';
import { judgeSmoke, type RegionFacts } from '@atoll/region-status';
import { HEARTBEAT_SECONDS } from '../../fleet/fleet-entry.ts';
import { mergeSmoke } from './merge-smoke.ts';
import { NOT_ASKED } from './not-asked.ts';
import type { ControlReading } from './read-control-cluster.ts';
import type { OwnReading } from './read-own-cluster.ts';
import type { RegionPlan } from './region-plan.ts';
import { toSmokeReadings } from './to-smoke-readings.ts';

/** What was read of a region. */
export interface RegionReadings {
  readonly plan: RegionPlan;
  readonly inControl: ControlReading;
  /** Undefined: the region's own cluster was not asked. */
  readonly inRegion: OwnReading | undefined;
  /** What both clusters know of it. */
  readonly known: RegionStatus;
  readonly now: Date;
}

/** Gives the facts by which it is decided how far a region is. */
export function toRegionFacts({ plan, inControl, inRegion, known, now }: RegionReadings): RegionFacts {
  const lastSeen = known.agents?.find(({ half }) => half === 'region')?.lastSeen;
  const readings = toSmokeReadings({
    cloud: plan.cloud.toSmokeFacts(inControl.objects, plan.region),
    controlStages: inControl.stages,
    own: inRegion?.smoke,
  });
  const present = { now, intervalSeconds: HEARTBEAT_SECONDS };
  return {
    region: plan.region.name,
    requestedAt: inControl.known?.metadata.creationTimestamp ?? renderInstant(now),
    controlStages: inControl.stages,
    managed: inControl.managed,
    regionStages: inRegion?.stages ?? { state: 'stale', why: NOT_ASKED },
    agent: {
      half: 'region',
      intervalSeconds: HEARTBEAT_SECONDS,
      ...(lastSeen === undefined ? {} : { lastSeen }),
    },
    smoke: mergeSmoke(judgeSmoke(readings, now), known, present),
  };
}
