import type { RenderedObject } from '@atoll/cloud';
import type { CustomRole } from '@atoll/region-model';
import { describe, expect, it } from 'vitest';
import { buildRegion } from '../../testing/build-region.ts';
import { type ExampleOverrides, exampleRegion } from '../../testing/example-region.ts';
import { boundaryDocuments } from '../boundaries.ts';
import { deploymentRoleDocuments } from '../deployment-role.ts';
import type { NamedPolicy, Statement } from '../policy-document.ts';
import { access } from './access.ts';

const customerKeyArn = 'arn:aws:kms:eu-west-1:111122223333:key/1';
const privateNetwork = {
  cidr: '10.20.0.0/16',
  exposure: 'private',
  egress: 'gateway',
  apiServer: {},
} as const;
const observed = {
  zoneId: 'Z1',
  ingress: {
    loadBalancerArn: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/net/a/b',
    hostname: 'a.elb',
    hostedZoneId: 'Z2',
  },
} as ExampleOverrides['observed'];

const roles: readonly CustomRole[] = [
  {
    name: 'reader-access',
    from: 'read-only-operations',
    purpose: 'Looks at databases',
    services: ['rds'],
    subjects: ['arn:aws:iam::999999999999:role/a'],
  },
  {
    name: 'editor-access',
    from: 'elevated-operations',
    purpose: 'Changes networks',
    verbs: ['read', 'update'],
    subjects: ['arn:aws:iam::999999999999:role/a'],
  },
  {
    name: 'breaker-access',
    from: 'limited-administrator',
    purpose: 'Mends databases',
    services: ['rds', 'eks'],
    subjects: ['arn:aws:iam::999999999999:role/a'],
  },
];

const regions = [
  ['open, with keys of the cloud', exampleRegion()],
  [
    'private, with a key of its own',
    exampleRegion({ spec: { network: privateNetwork, encryption: { keys: 'managed' } } }),
  ],
  [
    'with the owner’s key',
    exampleRegion({ spec: { encryption: { keys: 'customer' } }, aws: { customerKeyArn } }),
  ],
  [
    'with private connections, and observed',
    exampleRegion({
      aws: {
        privateConnections: [
          {
            type: 'privatelink',
            allowedPrincipals: ['arn:aws:iam::777788889999:root'],
            acceptanceRequired: true,
          },
          { type: 'transit-gateway', transitGatewayId: 'tgw-0a1b2c3d', routes: ['172.16.0.0/12'] },
        ],
      },
      ...(observed === undefined ? {} : { observed }),
    }),
  ],
  [
    'in China',
    exampleRegion({
      location: 'cn-north-1',
      organization: { controlPlaneRoleArn: 'arn:aws-cn:iam::444455556666:role/control' },
    }),
  ],
  ['with roles of its own', { ...exampleRegion(), roles }],
] as const;

describe.each(regions)('a region that is %s', (_name, region) => {
  const objects = buildRegion(region);

  it('is allowed everything that its rendering needs', () => {
    const { checked, missing } = access.checkAccess(objects, region);

    expect(missing).toEqual([]);
    expect(checked).toBeGreaterThan(300);
  });

  it('has nothing that a reviewer would stop at', () => {
    expect(access.lintAccess(objects, region)).toEqual([]);
  });

  it('tells every role in words, with documents that IAM takes', () => {
    const found = access.listRoles(region);

    expect(found.map(({ name }) => name)).toEqual([
      ...['deployment', 'read-only-operations', 'elevated-operations', 'limited-administrator'],
      ...region.roles.map(({ name }) => name),
      ...[
        'eks',
        'node',
        'karpenter',
        'load-balancer',
        'ebs-csi',
        'external-dns',
        'velero',
        'agent',
        'db-monitoring',
      ],
    ]);
    expect(
      found.filter(
        ({ can, cannot, assumedBy, purpose, documents }) =>
          can.length * cannot.length * assumedBy.length * purpose.length === 0 ||
          documents.some(({ size, limit }) => size > limit) ||
          /Statement [A-Z]|\*\*|`/.test([...can, ...cannot].join(' ')),
      ),
    ).toEqual([]);
  });
});

describe('checkAccess', () => {
  const region = exampleRegion();
  const objects = buildRegion(region);
  const { policies, trust } = deploymentRoleDocuments(region);
  const own = { policies, trust, boundary: undefined };

  function without(action: string): readonly NamedPolicy[] {
    return policies.map((policy) => ({
      ...policy,
      document: {
        ...policy.document,
        Statement: policy.document.Statement.map(
          (statement): Statement => ({
            ...statement,
            Action: statement.Action.filter((pattern) => pattern !== action),
          }),
        ),
      },
    }));
  }

  it('takes the very documents that Atoll wrote', () => {
    expect(access.checkAccess(objects, region, own).missing).toEqual([]);
  });

  it('names action, resource, role and objects of what the owner did not grant', () => {
    const { missing } = access.checkAccess(objects, region, { ...own, policies: without('eks:Create*') });

    expect(missing.map(({ action }) => action)).toContain('eks:CreateCluster');
    expect(missing.find(({ action }) => action === 'eks:CreateCluster')).toMatchObject({
      role: 'deployment',
      resource: 'arn:aws:eks:eu-west-1:111122223333:cluster/atoll-aws-eu-west-1-cluster',
      objects: ['Cluster atoll-aws-eu-west-1-cluster'],
      reason: 'nothing allows it',
    });
    expect(missing.every(({ action }) => action.startsWith('eks:Create'))).toBe(true);
  });

  it('names the statement that denies', () => {
    const denial = {
      Version: '2012-10-17',
      Statement: { Sid: 'NoVpc', Effect: 'Deny', Action: 'ec2:CreateVpc', Resource: '*' },
    };
    const { missing } = access.checkAccess(objects, region, {
      ...own,
      policies: [...policies, { name: 'guardrail', document: denial }],
    });

    expect(missing.map(({ action, reason }) => [action, reason])).toEqual([
      ['ec2:CreateVpc', 'denied by NoVpc of guardrail'],
    ]);
  });

  it('names what the owner’s boundary keeps out', () => {
    const boundary = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', NotAction: 'route53:*', Resource: '*' }],
    };
    const { missing } = access.checkAccess(objects, region, { ...own, boundary });

    expect(new Set(missing.map(({ action }) => action.split(':')[0]))).toEqual(new Set(['route53']));
    expect(missing[0]?.reason).toBe(
      'allowed by Running of atoll-aws-eu-west-1-deployment, but outside the boundary boundary',
    );
  });

  it.each<[string, string, string]>([
    ['another external id', '"example-external-id-1"', '"another-external-id"'],
    ['another principal', 'role/atoll-control-plane', 'role/somebody'],
  ])('names that the trust policy has %s', (_name, from, to) => {
    const changed = JSON.parse(JSON.stringify(trust).replaceAll(from, to)) as unknown;

    const { missing } = access.checkAccess(objects, region, { ...own, trust: changed });

    expect(missing.map(({ action }) => action)).toContain('sts:AssumeRole');
    expect(missing[0]).toMatchObject({ objects: ['ProviderConfig aws'], reason: 'nothing allows it' });
  });

  it('does not look at a trust policy that it was not given', () => {
    const { missing, checked } = access.checkAccess(objects, region, { ...own, trust: undefined });

    expect(missing).toEqual([]);
    expect(access.checkAccess(objects, region, own).checked - checked).toBe(2);
  });

  it('lists the patterns that nothing rendered needs', () => {
    const { unused } = access.checkAccess(objects, region);

    expect(unused).toContainEqual({
      role: 'deployment',
      policy: 'atoll-aws-eu-west-1-deployment',
      statement: 'Running',
      action: 'ec2:Terminate*',
    });
    expect(unused.map(({ action }) => action)).not.toContain('ec2:Create*');
  });
});

describe('lintAccess', () => {
  it('stops at a managed resource outside the fence, and at one without a row', () => {
    const region = exampleRegion();
    const objects: RenderedObject[] = [
      { apiVersion: 'sqs.aws.m.upbound.io/v1beta1', kind: 'Queue', metadata: { name: 'a' } },
      { apiVersion: 'ec2.aws.m.upbound.io/v1beta1', kind: 'Instance', metadata: { name: 'b' } },
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' } },
    ];

    expect(access.lintAccess(objects, region).map(({ rule, subject }) => [rule, subject])).toEqual([
      ['fence', 'Queue a'],
      ['unknown-kind', 'Instance b'],
    ]);
  });
});

describe('snapshot', () => {
  it('holds grants of roles, trusts and boundaries, and the needs', () => {
    const region = exampleRegion();
    const { granted, needed } = access.snapshot(buildRegion(region), region);
    const holders = new Set(granted.map(({ role }) => role));

    expect(granted).toContainEqual({
      role: 'trust of deployment',
      effect: 'Allow',
      action: 'sts:AssumeRole',
      scope:
        'for arn:aws:iam::444455556666:role/atoll-control-plane if sts:ExternalId StringEquals example-external-id-1',
    });
    expect([...holders]).toContain(`boundary ${boundaryDocuments(region).policies[0].name}`);
    expect(needed.length).toBeGreaterThan(300);
  });
});
