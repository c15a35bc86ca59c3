import type { NeededAction } from '@atoll/cloud';
import { describe, expect, it } from 'vitest';
import { resourceKinds } from '../../resource-kinds.ts';
import { buildRegion } from '../../testing/build-region.ts';
import { type ExampleOverrides, exampleRegion } from '../../testing/example-region.ts';
import { actionsOf, awsServices } from '../service-actions.ts';
import { kindRows } from './kind-rows.ts';
import { resourceVerbs } from './kind-row.ts';
import { listDeploymentNeeds } from './list-needs.ts';

function needsOf(overrides: ExampleOverrides = {}): readonly NeededAction[] {
  const region = exampleRegion(overrides);
  return listDeploymentNeeds(buildRegion(region), region);
}

function find(needs: readonly NeededAction[], action: string, object: string): NeededAction | undefined {
  return needs.find((need) => need.action === action && need.objects.includes(object));
}

describe('the table of kinds and actions', () => {
  it('has a row for every kind that is rendered, and no other', () => {
    expect(new Set(kindRows.keys())).toEqual(new Set(resourceKinds.keys()));
  });

  it.each([...kindRows.values()].map((row) => [`${row.kind.kind} of ${row.kind.group}`, row] as const))(
    'names for %s what is observed and created, each action once a verb, and whose source says so',
    (_name, { actions, source }) => {
      const names = resourceVerbs.map((verb) => actions[verb].split(' ').filter((name) => name !== ''));

      expect(names[0]).not.toEqual([]);
      expect(names[1]).not.toEqual([]);
      expect(names.filter((some) => new Set(some).size < some.length)).toEqual([]);
      expect(names.flat().filter((name) => !/^[A-Z][A-Za-z]+$/.test(name))).toEqual([]);
      expect(source).toMatch(/^internal\/service\/[a-z0-9]+\/[a-z0-9_]+\.go$|^provider-upjet-aws, /);
    },
  );

  it('asks only for services of the Deployment role', () => {
    const services = new Set(needsOf().map(({ action }) => action.split(':')[0]));

    expect([...services].filter((service) => !awsServices.some((known) => known === service))).toEqual([]);
    expect(actionsOf(['sts'], ['read'])).toContain('sts:GetCallerIdentity');
  });
});

describe('what a rendering needs', () => {
  it('says for creating which tags are given, and where', () => {
    expect(find(needsOf(), 'ec2:CreateVpc', 'VPC atoll-aws-eu-west-1-vpc')).toEqual({
      role: 'deployment',
      action: 'ec2:CreateVpc',
      resource: 'arn:aws:ec2:eu-west-1:111122223333:vpc/*',
      context: {
        'aws:RequestedRegion': 'eu-west-1',
        'aws:RequestTag/atoll:managed-by': 'atoll',
        'aws:RequestTag/atoll:region': 'aws-eu-west-1',
        'aws:RequestTag/Name': 'atoll-aws-eu-west-1-vpc',
        'aws:TagKeys': ['Name', 'atoll:managed-by', 'atoll:region'],
      },
      objects: ['VPC atoll-aws-eu-west-1-vpc'],
      source: 'internal/service/ec2/vpc_.go',
    });
  });

  it('says for changing which tags the resource has, and for tagging both', () => {
    const needs = needsOf();
    const changing = find(needs, 'ec2:ModifySubnetAttribute', 'Subnet atoll-aws-eu-west-1-subnet-1');
    const tagging = needs.filter(
      ({ action, objects }) =>
        action === 'ec2:CreateTags' && objects.includes('Subnet atoll-aws-eu-west-1-subnet-1'),
    );

    expect(changing?.context['aws:RequestTag/atoll:region']).toBe('aws-eu-west-1');
    expect(
      tagging.map(({ context }) => [context['ec2:CreateAction'], context['aws:ResourceTag/atoll:region']]),
    ).toEqual([
      [undefined, 'aws-eu-west-1'],
      ['CreateSubnet', undefined],
    ]);
  });

  it('says whose boundary a role has when a policy is attached to it', () => {
    const need = find(
      needsOf(),
      'iam:AttachRolePolicy',
      'RolePolicyAttachment atoll-aws-eu-west-1-karpenter',
    );

    expect(need?.resource).toBe('arn:aws:iam::111122223333:role/atoll-aws-eu-west-1-karpenter');
    expect(need?.context).toEqual({
      'iam:PermissionsBoundary': 'arn:aws:iam::111122223333:policy/atoll-aws-eu-west-1-workloads',
      'iam:PolicyARN': 'arn:aws:iam::111122223333:policy/atoll-aws-eu-west-1-karpenter',
    });
  });

  it('only reads what the owner made', () => {
    const actions = needsOf()
      .filter(({ objects }) => objects.includes('Policy atoll-aws-eu-west-1-operators'))
      .map(({ action }) => action);

    expect(actions).toEqual(['iam:GetPolicy', 'iam:GetPolicyVersion', 'iam:ListPolicyVersions']);
  });

  it('deletes nothing that is kept, and everything else', () => {
    const actions = new Set(
      needsOf({ spec: { encryption: { keys: 'managed' } } }).map(({ action }) => action),
    );
    const kept = [
      ...['rds:DeleteDBInstance', 's3:DeleteBucket', 'kms:ScheduleKeyDeletion', 'logs:DeleteLogGroup'],
      ...['route53:DeleteHostedZone', 'secretsmanager:DeleteSecret'],
    ];

    expect(kept.filter((action) => actions.has(action))).toEqual([]);
    expect(actions).toContain('ec2:DeleteVpc');
    expect(actions).toContain('eks:DeleteCluster');
  });

  it.each<[string, ExampleOverrides, string, string]>([
    [
      'a NAT gateway',
      { spec: { network: privateNetwork() } },
      'iam:CreateServiceLinkedRole',
      'ec2-nat-gateway.amazonaws.com',
    ],
    [
      'a Transit Gateway',
      {
        aws: {
          privateConnections: [
            { type: 'transit-gateway', transitGatewayId: 'tgw-0a1b2c3d', routes: ['172.16.0.0/12'] },
          ],
        },
      },
      'iam:CreateServiceLinkedRole',
      'transitgateway.amazonaws.com',
    ],
  ])('lets AWS make its own role for %s', (_name, overrides, action, service) => {
    const toServices = (needs: readonly NeededAction[]) =>
      needs.filter((need) => need.action === action).map(({ context }) => context['iam:AWSServiceName']);

    expect(toServices(needsOf(overrides))).toContain(service);
    expect(toServices(needsOf())).not.toContain(service);
  });

  it('needs more where data is encrypted with a key of the region or of its owner', () => {
    const toKeys = (overrides: ExampleOverrides) =>
      new Set(
        needsOf(overrides)
          .filter(({ action }) => /^kms:(Decrypt|GenerateDataKey|CreateGrant)$/.test(action))
          .map(({ resource }) => resource),
      );
    const customerKeyArn = 'arn:aws:kms:eu-west-1:111122223333:key/1';

    expect(toKeys({})).toEqual(new Set());
    expect(toKeys({ spec: { encryption: { keys: 'managed' } } })).toEqual(
      new Set(['arn:aws:kms:eu-west-1:111122223333:key/*']),
    );
    expect(toKeys({ spec: { encryption: { keys: 'customer' } }, aws: { customerKeyArn } })).toEqual(
      new Set([customerKeyArn]),
    );
  });

  it('needs less without an object', () => {
    const region = exampleRegion();
    const objects = buildRegion(region);
    const without = objects.filter(({ kind }) => kind !== 'InternetGateway');

    const actions = new Set(listDeploymentNeeds(without, region).map(({ action }) => action));

    expect(
      listDeploymentNeeds(objects, region).some(({ action }) => action === 'ec2:AttachInternetGateway'),
    ).toBe(true);
    expect(actions.has('ec2:AttachInternetGateway')).toBe(false);
  });

  it('gives the same in any order of the objects', () => {
    const region = exampleRegion();
    const objects = buildRegion(region);

    expect(
      listDeploymentNeeds(objects.toReversed(), region).map(({ action, objects: some }) => [action, some]),
    ).toEqual(listDeploymentNeeds(objects, region).map(({ action, objects: some }) => [action, some]));
  });
});

function privateNetwork() {
  return { cidr: '10.20.0.0/16', exposure: 'private', egress: 'gateway', apiServer: {} } as const;
}
