import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { isSameJson } from './json-object.ts';
import type { ManagedKind } from './list-managed-kinds.ts';
import { isAllowed, type ManagedResource } from './managed-resource.ts';
import { planReconcile, type ReconcileInput } from './plan-reconcile.ts';

const TEXT = { type: 'string' };
const TAGS = { type: 'object', additionalProperties: TEXT };
const PACE = { latencyMs: 100, pollMs: 1_000, retryMs: 10 };

const KIND: ManagedKind = {
  group: 'ec2.aws.m.upbound.io',
  version: 'v1beta1',
  kind: 'VPC',
  plural: 'vpcs',
  forProvider: { properties: { cidrBlock: TEXT, region: TEXT, tags: TAGS, instanceTenancy: TEXT } },
  atProvider: { properties: { cidrBlock: TEXT, id: TEXT, arn: TEXT, tags: TAGS } },
};

describe('planReconcile', () => {
  it('prepares the object before it makes anything in the cloud', () => {
    const plan = planReconcile(inputOf(vpc()));

    expect(plan.cloud).toBeUndefined();
    expect(plan.update?.metadata).toMatchObject({
      finalizers: ['finalizer.managedresource.crossplane.io'],
      annotations: { 'crossplane.io/external-name': 'vpc-00000000000040008' },
    });
  });

  it('comes to rest: Ready, and nothing to write any more', () => {
    const { object, turns } = settle(vpc());

    expect(turns).toBe(4);
    expect(object.status?.conditions?.map(({ type, status }) => `${type} ${status}`)).toEqual([
      'Ready True',
      'Synced True',
    ]);
    expect(object.status?.atProvider).toEqual({
      id: 'vpc-00000000000040008',
      arn: 'arn:aws:ec2:us-east-1:000000000000:vpc/vpc-00000000000040008',
      cidrBlock: '10.0.0.0/16',
      tags: object.spec.forProvider?.['tags'],
    });
  });

  it('comes to rest for every set of policies, creating and initialising late only where they let it', () => {
    const acts = ['Observe', 'Create', 'Update', 'Delete', 'LateInitialize'] as const;
    fc.assert(
      fc.property(fc.subarray([...acts], { minLength: 1 }), (managementPolicies) => {
        const start = vpc({ managementPolicies });
        const { object } = settle(start);

        const isReady = object.status?.conditions?.some(
          ({ type, status }) => type === 'Ready' && status === 'True',
        );
        expect(isReady ?? false).toBe(isAllowed(start, 'Create'));
        expect('instanceTenancy' in (object.spec.forProvider ?? {})).toBe(
          isAllowed(start, 'Create') && isAllowed(start, 'LateInitialize'),
        );
      }),
    );
  });

  it('waits for a reference, and takes its value when it is there', () => {
    const kind = {
      ...KIND,
      forProvider: { properties: { vpcId: TEXT, vpcIdRef: { properties: { name: TEXT } } } },
    };
    const subnet = { ...vpc({ forProvider: { vpcIdRef: { name: 'main' } } }), kind: 'Subnet' };
    const target = vpc();
    const named = { ...target.metadata, annotations: { 'crossplane.io/external-name': 'vpc-1' } };

    const waiting = planReconcile({ ...inputOf(subnet), kind });
    const found = planReconcile({ ...inputOf(subnet), kind, find: () => ({ ...target, metadata: named }) });

    expect(waiting).toMatchObject({ wakeAtMs: 10, cloud: undefined });
    expect(waiting.statusUpdate?.status?.conditions).toMatchObject([
      {
        type: 'Synced',
        status: 'False',
        message: expect.stringMatching(/cannot resolve references.*vpcIdRef main$/),
      },
    ]);
    expect(found.update?.spec.forProvider).toEqual({ vpcIdRef: { name: 'main' }, vpcId: 'vpc-1' });
  });

  it('keeps the resource in the cloud where the policies do not let it delete', () => {
    const { object, input } = settle(vpc({ managementPolicies: ['Observe', 'Create', 'Update'] }));
    const metadata = { ...object.metadata, deletionTimestamp: '2026-01-01T00:00:00Z' };

    const plan = planReconcile({ ...input, object: { ...object, metadata } });

    expect(plan.update?.metadata.finalizers).toEqual([]);
  });
});

interface Settled {
  readonly object: ManagedResource;
  readonly input: ReconcileInput;
  readonly turns: number;
}

/** Plays the API server, which stores what is written, and the clock, until there is nothing to do. */
function settle(start: ManagedResource): Settled {
  let input = inputOf(start);
  for (let turns = 1; turns < 20; turns++) {
    const plan = planReconcile(input);
    const written = plan.update ?? plan.statusUpdate;
    const isResting =
      written === undefined && (plan.wakeAtMs === undefined || isSameJson(plan.cloud, input.cloud));
    if (isResting) return { object: input.object, input, turns };
    const nowMs = plan.wakeAtMs ?? input.nowMs;
    input = { ...input, object: written ?? input.object, cloud: plan.cloud, nowMs };
  }
  throw new Error('it does not come to rest');
}

function inputOf(object: ManagedResource): ReconcileInput {
  return { object, kind: KIND, cloud: undefined, faults: [], find: () => undefined, pace: PACE, nowMs: 0 };
}

function vpc(spec: object = {}): ManagedResource {
  return {
    apiVersion: 'ec2.aws.m.upbound.io/v1beta1',
    kind: 'VPC',
    metadata: {
      name: 'main',
      namespace: 'region-x',
      uid: '00000000-0000-4000-8000-000000000000',
      generation: 1,
      resourceVersion: '1',
    },
    spec: { forProvider: { region: 'us-east-1', cidrBlock: '10.0.0.0/16' }, ...spec },
  };
}
