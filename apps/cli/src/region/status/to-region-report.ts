import type { RegionStatus } from '@atoll/agent-model';
import { renderInstant } from '@atoll/region-config';
import {
  isBlocking,
  isDeploymentTarget,
  type RegionFacts,
  type SmokeResult,
  toLayerTable,
} from '@atoll/region-status';
import type { RegionStatusReport } from './region-report.ts';

/** What a report is made of. */
export interface ReportInput {
  readonly facts: RegionFacts;
  readonly status: RegionStatus;
  readonly now: Date;
  readonly notes: readonly string[];
}

/** Gives the report of a region. */
export function toRegionReport({ facts, status, now, notes }: ReportInput): RegionStatusReport {
  const { phase = 'Requested', phaseSince, waitingFor, waitingSince, nextAction, conditions = [] } = status;
  const ready = conditions.find(({ type }) => type === 'Ready')?.status;
  return {
    region: facts.region,
    at: renderInstant(now),
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
