import type { CloudPlanning, RenderedObject } from '@atoll/cloud';
import { describe, expect, it } from 'vitest';
import { explainDeletion } from './deletion.ts';

const planning: CloudPlanning = {
  lossOf: ({ kind }) => (kind === 'Bucket' ? 'the bucket' : undefined),
  judgeChange: () => undefined,
  judgeDeletion: ({ kind }) =>
    kind === 'Right' ? { effect: 'safe', reason: 'a right goes', source: 'test' } : undefined,
  listExposure: () => [],
  listCosts: () => [],
  listPermissions: () => [],
};

describe('deleting an object', () => {
  it.each([
    ['a resource', managed('Thing', ['*']), 'disruptive', ['Crossplane deletes it in the cloud']],
    [
      'a resource without policies',
      managed('Thing', undefined),
      'disruptive',
      ['Crossplane deletes it in the cloud'],
    ],
    [
      'a resource that is kept',
      managed('Thing', ['Observe', 'Create']),
      'safe',
      ['Crossplane leaves it in the account, where nobody keeps it any more'],
    ],
    [
      'a resource that is only observed',
      managed('Bucket', ['Observe']),
      'safe',
      ['it was only observed; the owner keeps it'],
    ],
    ['a right', managed('Right', ['*']), 'safe', ['Crossplane deletes it in the cloud', 'a right goes']],
    ['a Kustomization', kustomization({ prune: true }), 'disruptive', ['what it applied is deleted with it']],
    [
      'a Kustomization that prunes nothing',
      kustomization({ prune: false }),
      'disruptive',
      ['what it applied stays, and nobody reconciles it any more'],
    ],
    [
      'a Kustomization that orphans',
      kustomization({ prune: true, deletionPolicy: 'Orphan' }),
      'disruptive',
      ['what it applied stays, and nobody reconciles it any more'],
    ],
    ['a Namespace', core('Namespace'), 'destructive', ['everything in the namespace is deleted with it']],
    ['a ServiceAccount', core('ServiceAccount'), 'safe', []],
  ] as const)('tells what goes with %s', (_title, object, risk, reasons) => {
    expect(explainDeletion(object, { planning, staysBehind: false })).toStrictEqual({ risk, reasons });
  });

  it('names what is lost, also where Crossplane leaves it behind', () => {
    expect(
      explainDeletion(managed('Bucket', ['Observe', 'Create', 'Update']), { planning, staysBehind: false }),
    ).toStrictEqual({
      risk: 'destructive',
      reasons: ['Crossplane leaves it in the account, where nobody keeps it any more'],
      loss: 'the bucket',
    });
  });
});

describe('an object in a stage that is never pruned', () => {
  const inCloud = 'stays in the cluster and the cloud: its stage is never pruned; Git no longer describes it';
  const inCluster = 'stays in the cluster: its stage is never pruned; Git no longer describes it';

  it.each([
    ['a resource', managed('Thing', ['*']), { risk: 'safe', reasons: [inCloud] }],
    ['data', managed('Bucket', ['*']), { risk: 'destructive', reasons: [inCloud], loss: 'the bucket' }],
    ['data that is only observed', managed('Bucket', ['Observe']), { risk: 'safe', reasons: [inCloud] }],
    ['a Namespace', core('Namespace'), { risk: 'safe', reasons: [inCluster] }],
  ] as const)('stays when Git no longer describes %s', (_title, object, expected) => {
    expect(explainDeletion(object, { planning, staysBehind: true })).toStrictEqual(expected);
  });
});

function managed(kind: string, managementPolicies: readonly string[] | undefined): RenderedObject {
  return {
    apiVersion: 's3.aws.m.upbound.io/v1beta1',
    kind,
    metadata: { name: 'x' },
    spec: { managementPolicies },
  };
}

function kustomization(spec: object): RenderedObject {
  return {
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: { name: 'x' },
    spec,
  };
}

function core(kind: string): RenderedObject {
  return { apiVersion: 'v1', kind, metadata: { name: 'x' } };
}
