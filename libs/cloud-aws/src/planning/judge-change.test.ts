import type { ObjectChange, RenderedObject } from '@atoll/cloud';
import { describe, expect, it } from 'vitest';
import { judgeChange } from './judge-change.ts';

describe('a changed field', () => {
  it.each([
    ['is refused where AWS sets it once', 'ec2', 'VPC', 'cidrBlock', '10.0.0.0/16', '10.1.0.0/16', 'refused'],
    ['is refused where a reference fills it', 'ec2', 'Subnet', 'vpcIdRef.name', 'a', 'b', 'refused'],
    [
      'is refused where a list of references fills it',
      'eks',
      'NodeGroup',
      'subnetIdRefs.name',
      'a',
      'b',
      'refused',
    ],
    [
      'is refused where a role is named',
      'eks',
      'AccessEntry',
      'principalArnFromRoleRef.name',
      'a',
      'b',
      'refused',
    ],
    ['is refused in a block', 'eks', 'NodeGroup', 'launchTemplate.name', 'a', 'b', 'refused'],
    ['is refused with its block', 'eks', 'NodeGroup', 'launchTemplate', { name: 'a' }, undefined, 'refused'],
    [
      'is refused below itself',
      'eks',
      'AccessPolicyAssociation',
      'accessScope.type',
      'cluster',
      'namespace',
      'refused',
    ],
    ['is refused where it is the place', 's3', 'BucketPolicy', 'region', 'us-east-1', 'us-west-2', 'refused'],
    ['is refused where two versions are skipped', 'eks', 'Cluster', 'version', '1.34', '1.36', 'refused'],
    ['is refused where nodes go back', 'eks', 'NodeGroup', 'version', '1.35', '1.34', 'refused'],
    [
      'is refused where access entries are given up',
      'eks',
      'Cluster',
      'accessConfig.authenticationMode',
      'API',
      'API_AND_CONFIG_MAP',
      'refused',
    ],
    [
      'is refused where a rule changes its kind',
      'ec2',
      'SecurityGroupIngressRule',
      'cidrIpv6',
      undefined,
      '::/0',
      'refused',
    ],
    [
      'is disruptive where a rule lets others in',
      'ec2',
      'SecurityGroupIngressRule',
      'cidrIpv4',
      '10.0.0.0/8',
      '10.0.0.0/9',
      'disruptive',
    ],
    [
      'is disruptive where traffic goes elsewhere',
      'ec2',
      'Route',
      'natGatewayIdRef.name',
      'a',
      'b',
      'disruptive',
    ],
    [
      'is disruptive where protection goes',
      'rds',
      'Instance',
      'deletionProtection',
      true,
      false,
      'disruptive',
    ],
    ['is disruptive where a name leads elsewhere', 'route53', 'Record', 'alias.name', 'a', 'b', 'disruptive'],
    [
      'is disruptive where a taint comes',
      'eks',
      'NodeGroup',
      'taint.effect',
      'PREFER_NO_SCHEDULE',
      'NO_SCHEDULE',
      'disruptive',
    ],
    [
      'is destructive where logs are kept shorter',
      'cloudwatchlogs',
      'Group',
      'retentionInDays',
      90,
      30,
      'destructive',
    ],
    [
      'is destructive where versions are kept shorter',
      's3',
      'BucketLifecycleConfiguration',
      'rule.noncurrentVersionExpiration.noncurrentDays',
      90,
      30,
      'destructive',
    ],
    [
      'is destructive where nothing is kept any more',
      's3',
      'BucketVersioning',
      'versioningConfiguration.status',
      'Enabled',
      'Suspended',
      'destructive',
    ],
    [
      'is destructive where a bucket may go with its objects',
      's3',
      'Bucket',
      'forceDestroy',
      false,
      true,
      'destructive',
    ],
    ['is destructive where a key is disabled', 'kms', 'Key', 'isEnabled', true, false, 'destructive'],
    [
      'is safe with a word where it cannot be taken back',
      'eks',
      'Cluster',
      'encryptionConfig',
      undefined,
      { resources: ['secrets'] },
      'safe',
    ],
  ] as const)('%s', (_title, service, kind, field, from, to, effect) => {
    expect(judgeChange(toChange(`${service}.aws.m.upbound.io`, kind, { field, from, to }))?.effect).toBe(
      effect,
    );
  });

  it.each([
    ['a tag', 'ec2', 'VPC', 'tags.Name', 'a', 'b'],
    ['logs that are kept longer', 'cloudwatchlogs', 'Group', 'retentionInDays', 30, 90],
    ['storage that grows', 'rds', 'Instance', 'allocatedStorage', 400, 500],
    ['a block without the field that is set once', 'eks', 'Cluster', 'accessConfig', undefined, {}],
    ['more room for nodes', 'eks', 'NodeGroup', 'scalingConfig.maxSize', 3, 4],
    ['a wider range', 'eks', 'Cluster', 'vpcConfig.publicAccessCidrs', ['192.0.2.0/24'], ['192.0.2.0/23']],
  ] as const)('is nothing to talk about for %s', (_title, service, kind, field, from, to) => {
    expect(judgeChange(toChange(`${service}.aws.m.upbound.io`, kind, { field, from, to }))).toBeUndefined();
  });

  it('says how the resource is made again where nothing is lost with it', () => {
    const change = toChange('ec2.aws.m.upbound.io', 'NATGateway', {
      field: 'connectivityType',
      from: 'public',
      to: 'private',
    });

    expect(judgeChange(change)).toStrictEqual({
      effect: 'refused',
      reason:
        'AWS sets connectivityType once, when the resource is made; Crossplane refuses the change and the resource stays as it is',
      remedy:
        'take the change back, or in a maintenance window, after it is applied: kubectl -n region-x delete natgateway.ec2.aws.m.upbound.io atoll-x; Crossplane deletes the resource, Flux makes it again, and what depends on it is cut off meanwhile',
      source: 'terraform-provider-aws 6.34.0, ec2/vpc_nat_gateway.go (ForceNew)',
    });
  });

  it('leaves data and its key where they are', () => {
    const change = toChange('rds.aws.m.upbound.io', 'Instance', {
      field: 'kmsKeyIdRef',
      from: { name: 'a' },
      to: undefined,
    });

    expect(judgeChange(change)?.remedy).toBe(
      'take the change back; a database gets it only by a restored snapshot or a logical copy in a new region',
    );
  });

  it('is destructive where an object stands for another bucket from now on', () => {
    const change = {
      ...toChange('s3.aws.m.upbound.io', 'Bucket', { field: '', from: 'a', to: 'b' }),
      path: 'metadata.annotations.crossplane.io/external-name',
    };

    expect(judgeChange(change)?.effect).toBe('destructive');
  });

  it('is nothing of ours in what the owner made', () => {
    const change = toChange('iam.aws.m.upbound.io', 'Policy', { field: 'path', from: '/', to: '/a/' });
    const observed = { ...change.after, spec: { managementPolicies: ['Observe'] } };

    expect(judgeChange({ ...change, before: observed, after: observed })).toBeUndefined();
  });
});

describe('a changed node pool', () => {
  it.each([
    ['spec.template.spec.requirements.values', ['a'], ['b'], 'safe'],
    ['spec.limits.cpu', '160', '96', 'safe'],
    ['spec.limits.memory', '896Gi', '640Gi', 'safe'],
  ])('replaces its nodes in its own time or lets them be: %s', (path, from, to, effect) => {
    const pool = { apiVersion: 'karpenter.sh/v1', kind: 'NodePool', metadata: { name: 'elastic' } };

    expect(judgeChange({ before: pool, after: pool, path, from, to })?.effect).toBe(effect);
  });

  it('is nothing to talk about where only its budget or a higher limit changes', () => {
    const pool = { apiVersion: 'karpenter.sh/v1', kind: 'NodePool', metadata: { name: 'elastic' } };
    const common = { before: pool, after: pool };

    expect(judgeChange({ ...common, path: 'spec.limits.cpu', from: '96', to: '160' })).toBeUndefined();
    expect(judgeChange({ ...common, path: 'spec.disruption.budgets', from: [], to: [1] })).toBeUndefined();
  });
});

function toChange(
  group: string,
  kind: string,
  { field, from, to }: { readonly field: string; readonly from: unknown; readonly to: unknown },
): ObjectChange {
  const object: RenderedObject = {
    apiVersion: `${group}/v1beta1`,
    kind,
    metadata: { name: 'atoll-x', namespace: 'region-x' },
    spec: { forProvider: {} },
  };
  return { before: object, after: object, path: `spec.forProvider.${field}`, from, to };
}
