import { describe, expect, it } from 'vitest';
import { toDriftEntry } from './drift-entry.ts';
import { renderDriftList } from './render-drift-list.ts';
import { NOW, testRecord } from './testing/test-record.ts';

describe(renderDriftList, () => {
  it('gives a line for each record', () => {
    const entries = [
      testRecord(),
      testRecord({
        name: 'nodepool-elastic-1a2b3c4d',
        spec: {
          object: { apiVersion: 'karpenter.sh/v1', kind: 'NodePool', name: 'elastic' },
          acknowledged: { by: 'ann', at: '2026-11-30T03:05:00Z' },
        },
        status: {
          changes: [
            { path: '/spec/limits/cpu', was: { json: '"224"' }, is: { json: '"448"' } },
            { path: '/spec/limits/memory', was: { json: '"896Gi"' }, is: { json: '"1792Gi"' } },
          ],
          policy: 'flux',
          nextAction: 'asks Flux to reconcile stage platform when the maintenance window opens on Sunday',
          nextActionAt: '2026-11-30T06:10:00Z',
        },
      }),
    ].map((record) => toDriftEntry(record, NOW));

    expect(renderDriftList(entries, NOW)).toBe(
      `REGION         STAGE     OBJECT                CLASS                   FIELDS               SINCE   POLICY   NEXT                                                                   RECORD
aws-us-east-1  platform  Deployment shop/cart  Modified                /spec/replicas       10 min  observe  nothing by itself: the policy is observe                               deployment-cart-5d1c0f3a
aws-us-east-1  platform  NodePool elastic      Modified, acknowledged  /spec/limits/cpu +1  10 min  flux     asks Flux to reconcile stage platform when the maintenance … (in 3 h)  nodepool-elastic-1a2b3c4d
`,
    );
  });

  it('says that there is none', () => {
    expect(renderDriftList([], NOW)).toBe('No drift.\n');
  });
});
