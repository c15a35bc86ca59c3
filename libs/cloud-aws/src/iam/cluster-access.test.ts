import { describe, expect, it } from 'vitest';
import { exampleGrant } from '../testing/example-grant.ts';
import { exampleRegion } from '../testing/example-region.ts';
import { addClusterAccess } from './cluster-access.ts';
import { forProviderOf, renderControl } from './testing/render.ts';
import { trusts } from './testing/evaluate.ts';
import { workloadRows } from './workload-actions.ts';
import { workloadRoleDocuments } from './workload-roles.ts';

const region = exampleRegion();
const objects = renderControl((stages) => addClusterAccess(stages, region));

describe('access to the cluster', () => {
  it.each([
    ['deployment', 'AmazonEKSClusterAdminPolicy'],
    ['read-only-operations', 'AmazonEKSViewPolicy'],
  ])('has an entry for %s with %s', (role, policy) => {
    const name = `atoll-aws-eu-west-1-${role}`;
    const [entry, association] = ['AccessEntry', 'AccessPolicyAssociation'].map((kind) =>
      objects.find((object) => object.kind === kind && object.metadata.name === name),
    );

    expect(forProviderOf(entry)).toEqual({
      region: 'eu-west-1',
      clusterNameRef: { name: 'atoll-aws-eu-west-1-cluster' },
      principalArnFromRoleRef: { name },
      type: 'STANDARD',
      tags: { 'atoll:managed-by': 'atoll', 'atoll:region': 'aws-eu-west-1', Name: name },
    });
    expect(forProviderOf(association)).toEqual({
      region: 'eu-west-1',
      clusterNameRef: { name: 'atoll-aws-eu-west-1-cluster' },
      principalArnRef: { name },
      policyArn: `arn:aws:eks::aws:cluster-access-policy/${policy}`,
      accessScope: { type: 'cluster' },
    });
  });

  it('has an entry of a group for elevated operations alone, whom an access policy would let act as any account', () => {
    const entries = objects.filter(({ kind }) => kind === 'AccessEntry').map(forProviderOf);

    expect(entries.flatMap((entry) => entry['kubernetesGroups'] ?? [])).toEqual([
      'atoll:elevated-operations',
    ]);
    expect(
      objects.filter(
        ({ kind, metadata }) =>
          kind === 'AccessPolicyAssociation' && metadata.name.endsWith('elevated-operations'),
      ),
    ).toEqual([]);
  });

  it('puts a role of a use case that writes in the whole cluster into that group, too', () => {
    const fixer = { name: 'fixer', from: 'elevated-operations', purpose: 'Mends it', subjects: [] } as const;
    const rendered = renderControl((stages) => addClusterAccess(stages, { ...region, roles: [fixer] }));

    const own = rendered.filter(({ metadata }) => metadata.name.endsWith('-fixer'));

    expect(own.map((object) => [object.kind, forProviderOf(object)['kubernetesGroups']])).toEqual([
      ['AccessEntry', ['atoll:elevated-operations']],
    ]);
  });

  it('has none for nodes, which EKS makes itself', () => {
    const entries = objects.filter(({ kind }) => kind === 'AccessEntry').map(forProviderOf);

    expect(entries).toHaveLength(4);
    expect(entries.filter((entry) => entry['type'] !== 'STANDARD')).toEqual([]);
  });

  it.each([
    ['without a grant', []],
    ['before a grant', [exampleGrant({ phase: 'coming' })]],
    ['behind a grant', [exampleGrant({ phase: 'ending' })]],
    ['with a live grant of another role', [exampleGrant({ role: 'elevated-operations' })]],
  ])('gives the limited administrator no access policy %s', (_, grants) => {
    const rendered = renderControl((stages) => addClusterAccess(stages, exampleRegion({ grants })));

    const names = rendered
      .filter(({ kind }) => kind === 'AccessPolicyAssociation')
      .map(({ metadata }) => metadata.name);

    expect(names).toEqual(
      ['deployment', 'read-only-operations'].map((role) => `atoll-aws-eu-west-1-${role}`),
    );
  });

  it('gives the limited administrator an access policy while grants are live, which name themselves and the last end', () => {
    const grants = [
      exampleGrant(),
      exampleGrant({ id: 'inc-43', until: '2030-01-01T11:00:00Z' }),
      exampleGrant({ id: 'inc-44', phase: 'coming', until: '2030-01-01T12:00:00Z' }),
    ];
    const rendered = renderControl((stages) => addClusterAccess(stages, exampleRegion({ grants })));

    const association = rendered.find(
      ({ kind, metadata }) =>
        kind === 'AccessPolicyAssociation' && metadata.name.endsWith('limited-administrator'),
    );

    expect(forProviderOf(association)['policyArn']).toBe(
      'arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy',
    );
    expect(association?.metadata.annotations).toEqual({
      'atoll.dev/grants': 'inc-42,inc-43',
      'atoll.dev/until': '2030-01-01T11:00:00Z',
    });
  });

  it('names access policies of the own partition', () => {
    const government = exampleRegion({ location: 'us-gov-west-1' });

    const arns = renderControl((stages) => addClusterAccess(stages, government))
      .filter(({ kind }) => kind === 'AccessPolicyAssociation')
      .map((object) => String(forProviderOf(object)['policyArn']).replace(/\/.*/, ''));

    expect(arns).toEqual(Array(2).fill('arn:aws-us-gov:eks::aws:cluster-access-policy'));
  });
});

describe('roles of pods', () => {
  it('are lent to one ServiceAccount each, but by the add-on where EKS runs the pods', () => {
    const lent = objects
      .filter(({ kind }) => kind === 'PodIdentityAssociation')
      .map(forProviderOf)
      .map((fields) => [fields['namespace'], fields['serviceAccount'], fields['roleArnRef']]);

    expect(lent).toEqual([
      ['kube-system', 'karpenter', { name: 'atoll-aws-eu-west-1-karpenter' }],
      ['kube-system', 'aws-load-balancer-controller', { name: 'atoll-aws-eu-west-1-load-balancer' }],
      ['external-dns', 'external-dns', { name: 'atoll-aws-eu-west-1-external-dns' }],
      ['velero', 'velero', { name: 'atoll-aws-eu-west-1-velero' }],
      ['atoll-system', 'atoll-agent', { name: 'atoll-aws-eu-west-1-agent' }],
    ]);
  });

  const own = {
    'aws:RequestTag/eks-cluster-arn':
      'arn:aws:eks:eu-west-1:111122223333:cluster/atoll-aws-eu-west-1-cluster',
    'aws:RequestTag/kubernetes-namespace': 'velero',
    'aws:RequestTag/kubernetes-service-account': 'velero',
    'aws:SourceAccount': '111122223333',
  };

  it.each([
    ['the own pod', {}, true],
    ['a pod of another namespace', { 'aws:RequestTag/kubernetes-namespace': 'default' }, false],
    ['another ServiceAccount', { 'aws:RequestTag/kubernetes-service-account': 'default' }, false],
    [
      'another cluster',
      { 'aws:RequestTag/eks-cluster-arn': 'arn:aws:eks:eu-west-1:111122223333:cluster/other' },
      false,
    ],
    ['another account', { 'aws:SourceAccount': '999999999999' }, false],
  ])('trust EKS for %s: %s %s', (_name, change, expected) => {
    const row = workloadRows.find(({ thing }) => thing === 'velero');
    if (row === undefined) throw new Error('no row');
    const { trust } = workloadRoleDocuments(region, row);
    const context = { ...own, ...change };

    expect(trusts(trust, 'pods.eks.amazonaws.com', { action: 'sts:AssumeRole', context })).toBe(expected);
  });

  it.each([
    ['eks', 'eu-west-1', 'eks.amazonaws.com'],
    ['node', 'eu-west-1', 'ec2.amazonaws.com'],
    ['node', 'us-gov-west-1', 'ec2.amazonaws.com'],
    ['node', 'cn-north-1', 'ec2.amazonaws.com.cn'],
    ['db-monitoring', 'eu-west-1', 'monitoring.rds.amazonaws.com'],
  ])('of %s in %s trust %s', (thing, location, service) => {
    const place = exampleRegion({ location });
    const trusted = workloadRows
      .filter((row) => row.thing === thing)
      .flatMap((row) => workloadRoleDocuments(place, row).trust.Statement.map(({ Principal }) => Principal));

    expect(trusted).toEqual([{ Service: service }]);
  });
});
