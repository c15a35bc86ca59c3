import { describe, expect, it } from 'vitest';
import { iamArn } from '../aws-region.ts';
import { providerAwsSchemas } from '../schemas/schema-set.ts';
import { exampleRegion } from '../testing/example-region.ts';
import { boundaryDocuments } from './boundaries.ts';
import { addClusterAccess } from './cluster-access.ts';
import { deploymentRoleDocuments } from './deployment-role.ts';
import { findFenceBreaks } from './fence.ts';
import { addIdentity } from './identity.ts';
import { MANAGED_POLICY_LIMIT, policySize } from './policy-document.ts';
import { extremeRegion } from './testing/extreme-region.ts';
import { forProviderOf, renderControl } from './testing/render.ts';

/** Most characters of a name. Source: IAM quotas; Kubernetes object names. */
const NAME_LIMITS = new Map([
  ['Role', 64],
  ['Policy', 128],
  ['InstanceProfile', 128],
]);

const regions = [
  ['an ordinary region', exampleRegion()],
  ['a region with its own key', exampleRegion({ spec: { encryption: { keys: 'managed' } } })],
  ['the region with the longest documents', extremeRegion()],
  ['a region in China', exampleRegion({ location: 'cn-north-1' })],
] as const;

function render(region: ReturnType<typeof exampleRegion>) {
  return renderControl((stages) => {
    addIdentity(stages, region);
    addClusterAccess(stages, region);
  });
}

describe.each(regions)('identity of %s', (_name, region) => {
  const objects = render(region);

  it('is what the CRDs take', () => {
    const problems = objects.flatMap((object) =>
      providerAwsSchemas.validate(object).map((problem) => ({ object: object.metadata.name, ...problem })),
    );

    expect(problems).toEqual([]);
  });

  it('keeps to the fence', () => {
    expect(objects.flatMap((object) => findFenceBreaks(object, region))).toEqual([]);
  });

  it('has names that AWS and Kubernetes take', () => {
    const names = objects.map(({ kind, metadata }) => [metadata.name, NAME_LIMITS.get(kind) ?? 253] as const);

    expect(names.filter(([name, limit]) => name.length > limit || !/^[a-z0-9-]+$/.test(name))).toEqual([]);
  });

  it('gives every role that it makes one of the two boundaries', () => {
    const made = objects.filter(
      ({ kind, metadata }) => kind === 'Role' && metadata.annotations === undefined,
    );

    const boundaries = new Set(made.map((object) => forProviderOf(object)['permissionsBoundary']));

    expect(made).toHaveLength(12);
    expect([...boundaries].sort()).toEqual([
      iamArn(region, 'policy', region.names.of('operators')),
      iamArn(region, 'policy', region.names.of('workloads')),
    ]);
  });

  it('only looks at what the owner made', () => {
    const observed = objects.filter(({ metadata }) => metadata.annotations !== undefined);

    expect(
      observed.map(({ kind, metadata, spec }) => [
        kind,
        metadata.name,
        (spec as { managementPolicies: unknown }).managementPolicies,
      ]),
    ).toEqual([
      ['Role', region.names.of('deployment'), ['Observe']],
      ['Policy', region.names.of('operators'), ['Observe']],
      ['Policy', region.names.of('workloads'), ['Observe']],
    ]);
  });

  it('makes each policy part of exactly one role', () => {
    const policies = objects.filter(
      ({ kind, metadata }) => kind === 'Policy' && metadata.annotations === undefined,
    );
    const attached = objects
      .filter(({ kind }) => kind === 'RolePolicyAttachment')
      .map((object) => forProviderOf(object)['policyArnRef']);

    expect(attached).toEqual(policies.map(({ metadata }) => ({ name: metadata.name })));
  });

  it('has nothing in a policy that Flux would substitute', () => {
    expect(objects.filter((object) => JSON.stringify(object).includes('$' + '{'))).toEqual([]);
  });

  it('has documents of the owner that IAM takes', () => {
    const policies = [...deploymentRoleDocuments(region).policies, ...boundaryDocuments(region).policies];

    expect(policies.filter(({ document }) => policySize(document) > MANAGED_POLICY_LIMIT)).toEqual([]);
  });

  it('renders the same text again', () => {
    expect(JSON.stringify(render(region))).toBe(JSON.stringify(objects));
  });
});

describe('the ProviderConfig', () => {
  it("assumes the owner's Deployment role with external id and the region as session tag", () => {
    const region = exampleRegion({ aws: { deploymentRole: 'Customer_Role' } });
    const config = render(region).find(({ kind }) => kind === 'ProviderConfig');

    expect(config).toEqual({
      apiVersion: 'aws.m.upbound.io/v1beta1',
      kind: 'ProviderConfig',
      metadata: {
        name: 'aws',
        namespace: 'region-aws-eu-west-1',
        labels: { 'atoll.dev/region': 'aws-eu-west-1' },
      },
      spec: {
        assumeRoleChain: [
          {
            externalID: 'example-external-id-1',
            roleARN: 'arn:aws:iam::111122223333:role/Customer_Role',
            tags: [{ key: 'atoll:region', value: 'aws-eu-west-1' }],
            transitiveTagKeys: ['atoll:region'],
          },
        ],
        credentials: { source: 'IRSA' },
      },
    });
  });

  it("keeps the owner's name of the role as external name", () => {
    const region = exampleRegion({ aws: { deploymentRole: 'Customer_Role' } });
    const role = render(region).find(({ metadata }) => metadata.name === 'atoll-aws-eu-west-1-deployment');

    expect(role?.metadata.annotations).toEqual({ 'crossplane.io/external-name': 'Customer_Role' });
  });
});

describe('sessions', () => {
  it.each([
    ['read-only-operations', 14_400],
    ['elevated-operations', 3_600],
    ['limited-administrator', 3_600],
    ['karpenter', 3_600],
  ])('of %s last %i seconds at most', (thing, seconds) => {
    const role = render(exampleRegion()).find(
      ({ kind, metadata }) => kind === 'Role' && metadata.name === `atoll-aws-eu-west-1-${thing}`,
    );

    expect(forProviderOf(role)['maxSessionDuration']).toBe(seconds);
  });
});
