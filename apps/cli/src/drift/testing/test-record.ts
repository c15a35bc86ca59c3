import type { DriftRecordSpec, DriftRecordStatus } from '@atoll/agent-model';
import type { DriftRecord } from '../drift-record.ts';

/** The present of the tests. */
export const NOW = new Date('2026-11-30T03:10:00Z');

const spec: DriftRecordSpec = {
  region: 'aws-us-east-1',
  half: 'region',
  stage: 'platform',
  object: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'cart' },
};

const status: DriftRecordStatus = {
  class: 'Modified',
  message: 'replicas was changed by kubectl-edit',
  uid: '7c1f9b2e-0000-4000-8000-5e6f7a8b9c0d',
  firstSeen: '2026-11-30T03:00:00Z',
  lastSeen: '2026-11-30T03:00:00Z',
  digest: 'd1',
  revision: '0123456789abcdef0123456789abcdef01234567',
  changes: [
    {
      path: '/spec/replicas',
      was: { json: '2' },
      is: { json: '7' },
      by: { manager: 'kubectl-edit', operation: 'Update', time: '2026-11-30T02:59:58Z', user: 'ann' },
    },
  ],
  policy: 'observe',
  healClass: 'safe',
  nextAction: 'nothing by itself: the policy is observe',
  ignoreRule: '- match:\n    group: apps\n    kind: Deployment\n  reason: say here why this is meant\n',
  history: [{ at: '2026-11-30T03:00:00Z', event: 'Drifted', detail: 'replicas was changed' }],
};

/** What a test changes in the record. */
export interface RecordOverrides {
  readonly name?: string;
  readonly spec?: Partial<DriftRecordSpec>;
  readonly status?: Partial<DriftRecordStatus>;
}

/** Gives the record of a Deployment whose replicas somebody changed. */
export function testRecord(overrides: RecordOverrides = {}): DriftRecord {
  return {
    metadata: {
      name: overrides.name ?? 'deployment-cart-5d1c0f3a',
      namespace: 'atoll-system',
      resourceVersion: '7',
      creationTimestamp: '2026-11-30T03:00:00Z',
    },
    spec: { ...spec, ...overrides.spec },
    status: { ...status, ...overrides.status },
  };
}
