import type { Verdict } from '@atoll/agent-model';
import { describe, expect, it } from 'vitest';
import { createAgentMetrics } from '../agent-metrics.ts';
import type { DetectionParts } from '../agent-parts.ts';
import type { DesiredObject } from '../desired/desired-object.ts';
import { createVerdictStore } from '../detect/verdict-store.ts';
import { createMetricsWriter } from './metrics-writer.ts';

const NOW = new Date('2026-03-01T12:00:00Z');
const IN_SYNC: Verdict = { class: 'InSync', changes: [], message: 'as in Git' };

const OBJECT: DesiredObject = {
  key: '/ConfigMap/shop/limits',
  ref: { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'shop', name: 'limits' },
  region: 'eu-1',
  half: 'region',
  stage: 'platform',
  kustomization: 'flux-system/platform',
  commit: 'c'.repeat(40),
  path: 'limits.yaml',
  blob: 'b',
  json: '{}',
};

async function write(staleMs: number): Promise<readonly string[]> {
  const metrics = createAgentMetrics();
  const store = createVerdictStore(() => undefined);
  store.put({ key: OBJECT.key, object: OBJECT, verdict: IN_SYNC, observedAt: NOW });
  const parts = {
    metrics,
    store,
    clock: { now: () => NOW, monotonicMs: () => 0 },
    looks: { size: 0 },
    tracker: { listStages: () => [] },
  } as unknown as DetectionParts;
  const watch = { staleMs: () => staleMs, states: () => [] };
  createMetricsWriter({ parts, watch, election: undefined })();
  const text = await metrics.registry.metrics();
  return text.split('\n').filter((line) => /^atoll_(drift_objects|view_stale_seconds)/.test(line));
}

describe(createMetricsWriter, () => {
  it('says what objects are while the view of the cluster is fresh', async () => {
    expect(await write(0)).toStrictEqual([
      'atoll_drift_objects{region="eu-1",half="region",kind="ConfigMap",class="InSync"} 1',
      'atoll_view_stale_seconds 0',
    ]);
  });

  it('calls nothing in sync while the view is stale', async () => {
    expect(await write(9_000)).toStrictEqual([
      'atoll_drift_objects{region="eu-1",half="region",kind="ConfigMap",class="Unknown"} 1',
      'atoll_view_stale_seconds 9',
    ]);
  });
});
