import { describe, expect, it } from 'vitest';
import { exampleRegion } from '../testing/example-region.ts';
import { boundaryDocuments } from './boundaries.ts';
import { evaluate, type Request, type Verdict } from './testing/evaluate.ts';
import { workloadRows } from './workload-actions.ts';
import { workloadRoleDocuments } from './workload-roles.ts';

const region = exampleRegion({ spec: { encryption: { keys: 'managed' } } });
const [, boundary] = boundaryDocuments(region).policies;
const cluster = 'atoll-aws-eu-west-1-cluster';
const ec2 = 'arn:aws:ec2:eu-west-1:111122223333:';

function policiesOf(thing: string) {
  const row = workloadRows.find((candidate) => candidate.thing === thing);
  if (row === undefined) throw new Error(`no row ${thing}`);
  return workloadRoleDocuments(region, row).policies;
}

describe('the rows of the workloads', () => {
  it('are one for each role of software', () => {
    expect(workloadRows.map(({ thing }) => thing)).toEqual([
      'eks',
      'node',
      'karpenter',
      'load-balancer',
      'ebs-csi',
      'external-dns',
      'velero',
      'agent',
      'db-monitoring',
    ]);
  });

  it('name every action whole, without wildcards, and a source', () => {
    const grants = workloadRows.flatMap((row) => row.grants);

    expect(grants.filter(({ source }) => source.length < 10)).toEqual([]);
    expect(
      grants.flatMap(({ actions }) => actions).filter((action) => !/^[a-z0-9-]+:[A-Za-z0-9]+$/.test(action)),
    ).toEqual([]);
  });

  it.each(workloadRows.map((row) => [row.thing, row] as const))(
    'give the role %s exactly the actions of its row',
    (_thing, row) => {
      const { policies } = workloadRoleDocuments(region, row);

      const actions = policies.flatMap(({ document }) => document.Statement.flatMap(({ Action }) => Action));

      expect([...new Set(actions)].sort()).toEqual(
        [...new Set(row.grants.flatMap((grant) => grant.actions))].sort(),
      );
    },
  );

  it('add up to exactly the boundary of workloads', () => {
    const union = new Set(workloadRows.flatMap((row) => row.grants.flatMap((grant) => grant.actions)));

    const held = new Set(boundary.document.Statement.flatMap(({ Action }) => Action));

    expect([...held].sort()).toEqual([...union].sort());
  });

  it('have no queue, no shell, no secret and no right to change roles', () => {
    const actions = workloadRows.flatMap((row) => row.grants.flatMap((grant) => grant.actions));

    expect(
      actions.filter(
        (action) =>
          /^(sqs|ssmmessages|secretsmanager|sts):/.test(action) ||
          /^iam:(Create|Attach|Put)(?!ServiceLinked)/.test(action),
      ),
    ).toEqual([]);
  });

  it('need no key while the cloud encrypts with its own', () => {
    const plain = exampleRegion();

    const texts = workloadRows.map((row) => JSON.stringify(workloadRoleDocuments(plain, row).policies));

    expect(texts.filter((text) => /kms:(Decrypt|CreateGrant|GenerateDataKey)/.test(text))).toEqual([]);
  });
});

describe('what software may do', () => {
  const launch = {
    'aws:RequestTag/eks:eks-cluster-name': cluster,
    'aws:RequestTag/karpenter.sh/nodepool': 'elastic',
    [`aws:RequestTag/kubernetes.io/cluster/${cluster}`]: 'owned',
  };
  const node = {
    'aws:ResourceTag/karpenter.sh/nodepool': 'elastic',
    [`aws:ResourceTag/kubernetes.io/cluster/${cluster}`]: 'owned',
  };
  const balancer = { 'aws:ResourceTag/elbv2.k8s.aws/cluster': cluster };

  it.each<[string, string, Request, Verdict]>([
    [
      'karpenter',
      'starts a node',
      { action: 'ec2:RunInstances', resource: `${ec2}instance/*`, context: launch },
      'allowed',
    ],
    [
      'karpenter',
      'starts nothing else',
      { action: 'ec2:RunInstances', resource: `${ec2}instance/*` },
      'not allowed',
    ],
    [
      'karpenter',
      'ends its node',
      { action: 'ec2:TerminateInstances', resource: `${ec2}instance/i-1`, context: node },
      'allowed',
    ],
    [
      'karpenter',
      'ends no other',
      { action: 'ec2:TerminateInstances', resource: `${ec2}instance/i-1` },
      'not allowed',
    ],
    [
      'karpenter',
      'passes the node role',
      {
        action: 'iam:PassRole',
        resource: 'arn:aws:iam::111122223333:role/atoll-aws-eu-west-1-node',
        context: { 'iam:PassedToService': 'ec2.amazonaws.com' },
      },
      'allowed',
    ],
    [
      'karpenter',
      'passes no other role',
      {
        action: 'iam:PassRole',
        resource: 'arn:aws:iam::111122223333:role/atoll-aws-eu-west-1-velero',
        context: { 'iam:PassedToService': 'ec2.amazonaws.com' },
      },
      'not allowed',
    ],
    [
      'load-balancer',
      'deletes its load balancer',
      { action: 'elasticloadbalancing:DeleteLoadBalancer', context: balancer },
      'allowed',
    ],
    [
      'load-balancer',
      'deletes no other',
      { action: 'elasticloadbalancing:DeleteLoadBalancer' },
      'not allowed',
    ],
    [
      'load-balancer',
      'opens the group of the cluster',
      {
        action: 'ec2:AuthorizeSecurityGroupIngress',
        resource: `${ec2}security-group/sg-1`,
        context: { [`aws:ResourceTag/kubernetes.io/cluster/${cluster}`]: 'owned' },
      },
      'allowed',
    ],
    [
      'load-balancer',
      'opens no other group',
      { action: 'ec2:AuthorizeSecurityGroupIngress', resource: `${ec2}security-group/sg-1` },
      'not allowed',
    ],
    [
      'ebs-csi',
      'makes encrypted volumes',
      {
        action: 'ec2:CreateVolume',
        resource: `${ec2}volume/*`,
        context: { 'aws:RequestTag/ebs.csi.aws.com/cluster': 'true', 'ec2:Encrypted': 'true' },
      },
      'allowed',
    ],
    [
      'ebs-csi',
      'makes no others',
      {
        action: 'ec2:CreateVolume',
        resource: `${ec2}volume/*`,
        context: { 'aws:RequestTag/ebs.csi.aws.com/cluster': 'true', 'ec2:Encrypted': 'false' },
      },
      'not allowed',
    ],
    [
      'ebs-csi',
      'deletes its volume',
      {
        action: 'ec2:DeleteVolume',
        resource: `${ec2}volume/v`,
        context: { 'aws:ResourceTag/ebs.csi.aws.com/cluster': 'true' },
      },
      'allowed',
    ],
    [
      'ebs-csi',
      'deletes no other',
      { action: 'ec2:DeleteVolume', resource: `${ec2}volume/v` },
      'not allowed',
    ],
    [
      'external-dns',
      'changes a record of the zone',
      {
        action: 'route53:ChangeResourceRecordSets',
        resource: 'arn:aws:route53:::hostedzone/Z1',
        context: {
          'route53:ChangeResourceRecordSetsNormalizedRecordNames': ['a.aws-eu-west-1.apps.example.com'],
        },
      },
      'allowed',
    ],
    [
      'external-dns',
      'changes no other record',
      {
        action: 'route53:ChangeResourceRecordSets',
        resource: 'arn:aws:route53:::hostedzone/Z1',
        context: { 'route53:ChangeResourceRecordSetsNormalizedRecordNames': ['a.example.com'] },
      },
      'not allowed',
    ],
    [
      'velero',
      'writes a backup',
      { action: 's3:PutObject', resource: 'arn:aws:s3:::atoll-aws-eu-west-1-backup-111122223333/x' },
      'allowed',
    ],
    [
      'velero',
      'writes to no other bucket',
      { action: 's3:PutObject', resource: 'arn:aws:s3:::atoll-aws-eu-west-1-export-111122223333/x' },
      'not allowed',
    ],
    [
      'agent',
      "reads the database's metrics",
      {
        action: 'logs:GetLogEvents',
        resource: 'arn:aws:logs:eu-west-1:111122223333:log-group:RDSOSMetrics:log-stream:db-1',
      },
      'allowed',
    ],
    [
      'agent',
      'reads no other log',
      {
        action: 'logs:GetLogEvents',
        resource: 'arn:aws:logs:eu-west-1:111122223333:log-group:other:log-stream:x',
      },
      'not allowed',
    ],
    [
      'node',
      'lends roles of its cluster',
      {
        action: 'eks-auth:AssumeRoleForPodIdentity',
        resource: `arn:aws:eks:eu-west-1:111122223333:cluster/${cluster}`,
      },
      'allowed',
    ],
    [
      'node',
      'lends no role of another cluster',
      {
        action: 'eks-auth:AssumeRoleForPodIdentity',
        resource: 'arn:aws:eks:eu-west-1:111122223333:cluster/other',
      },
      'not allowed',
    ],
  ])('%s %s', (thing, _what, request, expected) => {
    expect(evaluate(policiesOf(thing), request, boundary)).toBe(expected);
  });
});
