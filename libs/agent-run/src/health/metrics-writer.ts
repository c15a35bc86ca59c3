import type { ClusterWatch, LeaderElection } from '@atoll/kube';
import type { DetectionParts } from '../agent-parts.ts';

const MS_PER_SECOND = 1_000;

/** What the metrics are read from. */
export interface MetricsSources {
  readonly parts: DetectionParts;
  readonly watch: Pick<ClusterWatch, 'staleMs' | 'states'>;
  readonly election: LeaderElection | undefined;
}

/** Makes the function that brings the gauges up to date; called for each scrape, so that nothing runs in between. */
export function createMetricsWriter({ parts, watch, election }: MetricsSources): () => void {
  const { metrics } = parts;
  return () => {
    writeObjects(parts, watch.staleMs() > 0);
    metrics.leader.set(election?.isLeader() === true ? 1 : 0);
    metrics.queueDepth.set(parts.looks.size);
    metrics.viewStaleSeconds.set(watch.staleMs() / MS_PER_SECOND);
    metrics.watchState.reset();
    for (const { resource, state } of watch.states())
      metrics.watchState.inc({ resource: `${resource.plural}.${resource.group}`, state });
    for (const { half, stage, objects } of parts.tracker.listStages())
      metrics.desiredObjects.set({ region: half.region, half: half.half, stage }, objects);
  };
}

/** While the view is stale the last verdicts are no more than that. */
function writeObjects({ store, metrics, clock }: DetectionParts, isStale: boolean): void {
  metrics.objects.reset();
  metrics.openSeconds.reset();
  const oldest = new Map<
    string,
    { readonly region: string; readonly half: string; readonly since: number }
  >();
  for (const { object, verdict, since } of store.values()) {
    if (object === undefined) continue;
    const { region, half, ref } = object;
    metrics.objects.inc({ region, half, kind: ref.kind, class: isStale ? 'Unknown' : verdict.class });
    if (verdict.class === 'InSync' || verdict.class === 'Unknown') continue;
    const key = `${region}/${half}`;
    const known = oldest.get(key)?.since ?? Number.POSITIVE_INFINITY;
    oldest.set(key, { region, half, since: Math.min(known, since.getTime()) });
  }
  for (const { region, half, since } of oldest.values())
    metrics.openSeconds.set({ region, half }, (clock.now().getTime() - since) / MS_PER_SECOND);
}
