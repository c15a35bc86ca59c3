import type { RegionStatus } from '@atoll/agent-model';
import type { KubeConnection } from '@atoll/kube';
import { decideRegionStatus } from '@atoll/region-status';
import { mergeStatuses } from '../../fleet/merge-statuses.ts';
import { NOT_ASKED } from './not-asked.ts';
import { readControlCluster } from './read-control-cluster.ts';
import { readOwnCluster } from './read-own-cluster.ts';
import type { RegionPlan } from './region-plan.ts';
import type { RegionStatusReport } from './region-report.ts';
import { toRegionFacts } from './to-region-facts.ts';
import { toRegionReport } from './to-region-report.ts';

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
  const facts = toRegionFacts({ plan, inControl, inRegion, known, now });
  const before = previous ?? known;
  const status = decideRegionStatus({
    facts,
    now,
    ...(before.phase === undefined ? {} : { previous: before }),
  });
  const notes = listNotes({ control, own }, { isKnown: inControl.known !== undefined, plan });
  return { status, report: toRegionReport({ facts, status, now, notes }) };
}

function listNotes(
  { control, own }: RegionClusters,
  { isKnown, plan }: { readonly isKnown: boolean; readonly plan: RegionPlan },
): readonly string[] {
  const notes: string[] = [];
  if (!isKnown)
    notes.push(
      `${control.server} has no Region ${plan.region.name}: is it its control cluster, and was the region published?`,
    );
  if (own === undefined) notes.push(`${capitalize(NOT_ASKED)}.`);
  return notes;
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
