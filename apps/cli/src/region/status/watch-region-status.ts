import { setTimeout as pause } from 'node:timers/promises';
import type { RegionStatus } from '@atoll/agent-model';
import { KubeError } from '@atoll/kube';
import { readRegionStatus, type RegionClusters } from './read-region-status.ts';
import type { RegionStatusReport } from './region-report.ts';
import type { RegionPlan } from './region-plan.ts';

/** How a region is watched, until when, and who is told. */
export interface StatusWatch {
  readonly now: () => Date;
  readonly intervalMs: number;
  readonly stop: AbortSignal;
  readonly onChange: (report: RegionStatusReport) => void;
  /** A cluster did not answer; it is asked again. */
  readonly onFailure: (error: KubeError) => void;
}

/**
 * Looks at a region again and again until it is Ready or somebody stops it; tells of the first look and of each that differs.
 *
 * @throws KubeError when the first look fails
 */
export async function watchRegionStatus(
  clusters: RegionClusters,
  plan: RegionPlan,
  { now, intervalMs, stop, onChange, onFailure }: StatusWatch,
): Promise<RegionStatusReport> {
  const first = await readRegionStatus(clusters, plan, { now: now(), previous: undefined });
  let last = first.report;
  let previous: RegionStatus = first.status;
  onChange(last);
  while (!stop.aborted && !last.isDeploymentTarget) {
    await pause(intervalMs, undefined, { signal: stop }).catch(() => undefined);
    if (stop.aborted) break;
    try {
      const { report, status } = await readRegionStatus(clusters, plan, { now: now(), previous });
      if (toNews(report) !== toNews(last)) onChange(report);
      last = report;
      previous = status;
    } catch (error) {
      if (!(error instanceof KubeError)) throw error;
      onFailure(error);
    }
  }
  return last;
}

/** The instant of the look is no news. */
function toNews({ at: _at, ...report }: RegionStatusReport): string {
  return JSON.stringify(report);
}
