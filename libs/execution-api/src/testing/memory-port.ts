import { ExecutionError } from '../execution-error.ts';
import type { ExecutionPort } from '../execution-port.ts';
import type { DriftAnswer } from '../routes/drift-schemas.ts';
import type { RegionAnswer } from '../routes/region-schemas.ts';

/** A drifted object as the agent would give it. */
export const sampleDrift: DriftAnswer = {
  id: 'cart-5d1c',
  region: 'eu-west-1',
  half: 'region',
  stage: 'platform',
  object: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'cart' },
  class: 'Modified',
  message: 'kubectl-edit set spec.replicas to 9',
  firstSeen: '2026-11-30T03:00:00Z',
  lastSeen: '2026-11-30T03:05:00Z',
  changes: [
    {
      path: '/spec/replicas',
      was: { json: '3' },
      is: { json: '9' },
      by: { manager: 'kubectl-edit', operation: 'Update', time: '2026-11-30T02:59:59Z' },
    },
  ],
  policy: 'notify',
  history: [{ at: '2026-11-30T03:00:00Z', event: 'detected' }],
};

const sampleRegion: RegionAnswer = {
  name: 'eu-west-1',
  cloud: 'aws',
  location: 'eu-west-1',
  organization: 'acme',
  controlCluster: 'control',
  isDeploymentTarget: true,
  phase: 'Ready',
  phaseSince: '2026-11-29T00:00:00Z',
};

/** A port that answers from memory and tells which acts it got. */
export function createMemoryPort(): ExecutionPort & { readonly acts: object[] } {
  const acts: object[] = [];
  const act = (name: string) => (input: { readonly id: string }) => {
    acts.push({ name, ...input });
    if (input.id === 'over') {
      return Promise.reject(new ExecutionError('ERR_EXECUTION_CONFLICT', 'this drift is over'));
    }
    if (input.id === 'broken') return Promise.reject(new Error('password=hunter2'));
    return Promise.resolve(input.id === sampleDrift.id ? sampleDrift : undefined);
  };
  return {
    acts,
    readRegion: (region) => Promise.resolve({ ...sampleRegion, name: region }),
    listDrift: (_region, query) =>
      Promise.resolve({
        items: query.class === undefined || query.class === 'Modified' ? [sampleDrift] : [],
      }),
    readDrift: (_region, id) => Promise.resolve(id === sampleDrift.id ? sampleDrift : undefined),
    acknowledgeDrift: act('acknowledge'),
    ignoreDrift: act('ignore'),
    healDrift: act('heal'),
    listAudit: (region, query) => {
      acts.push({ name: 'audit', region, ...query });
      return Promise.resolve({ items: [], isCut: false });
    },
  };
}
