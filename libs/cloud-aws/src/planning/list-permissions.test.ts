import type { PermissionSet, RenderedObject } from '@atoll/cloud';
import { describe, expect, it } from 'vitest';
import { buildRegion } from '../testing/build-region.ts';
import { exampleRegion } from '../testing/example-region.ts';
import { listPermissions } from './list-permissions.ts';

const region = exampleRegion({ spec: { encryption: { keys: 'managed' } } });
const permissions = listPermissions(buildRegion(region));

describe('the permissions of a region', () => {
  it('name every role, every cluster access, every key and bucket policy', () => {
    expect(permissions.map(({ holder }) => holder.replace('atoll-aws-eu-west-1-', ''))).toStrictEqual([
      'cluster access deployment',
      'cluster access elevated-operations',
      'cluster access limited-administrator',
      'cluster access read-only-operations',
      'policy of bucket backup',
      'policy of bucket export',
      'policy of bucket registry',
      'policy of key key',
      'role agent',
      'role db-monitoring',
      'role ebs-csi',
      'role eks',
      'role elevated-operations',
      'role external-dns',
      'role karpenter',
      'role limited-administrator',
      'role load-balancer',
      'role node',
      'role read-only-operations',
      'role velero',
    ]);
  });

  it('give the actions of all policies of a role, each with its scope', () => {
    const role = find('role atoll-aws-eu-west-1-external-dns');

    expect(role.statements.flatMap(({ actions }) => actions)).toContain('route53:ChangeResourceRecordSets');
    expect(role.statements.every(({ scope }) => scope.startsWith('Resource '))).toBe(true);
  });

  it('give who may take a role on, and under which condition', () => {
    expect(find('role atoll-aws-eu-west-1-elevated-operations').trust).toStrictEqual([
      'Allow sts:AssumeRole by {AWS: arn:aws:iam::444455556666:role/atoll-operations} if {StringEquals: {sts:ExternalId: example-external-id-1}}',
    ]);
  });

  it('are the same for a list and its only item, and whatever the order', () => {
    const one = toPolicyObjects({ Action: 's3:GetObject', Resource: ['b', 'a'] });
    const other = toPolicyObjects({ Resource: ['a', 'b'], Action: ['s3:GetObject'] });

    expect(listPermissions(one)).toStrictEqual(listPermissions(other));
  });

  it('tell a NotAction and a policy that is not rendered here', () => {
    const attachment = toObject('RolePolicyAttachment', {
      roleRef: { name: 'r' },
      policyArn: 'arn:aws:iam::aws:policy/X',
    });
    const [role] = listPermissions([...toPolicyObjects({ NotAction: 'iam:*', Resource: '*' }), attachment]);

    expect(role?.statements).toStrictEqual([
      { effect: 'Allow', actions: ['not iam:*'], scope: 'Resource *' },
      { effect: 'Allow', actions: ['everything in arn:aws:iam::aws:policy/X'], scope: 'by that policy' },
    ]);
  });
});

function find(holder: string): PermissionSet {
  const found = permissions.find((set) => set.holder === holder);
  if (found === undefined) throw new RangeError(`nobody is ${holder}`);
  return found;
}

function toPolicyObjects(statement: object): readonly RenderedObject[] {
  const policy = JSON.stringify({ Statement: [{ Effect: 'Allow', ...statement }] });
  return [
    toObject('Role', { assumeRolePolicy: '{"Statement":[]}' }),
    toObject('Policy', { policy }),
    toObject('RolePolicyAttachment', { roleRef: { name: 'r' }, policyArnRef: { name: 'r' } }),
  ];
}

function toObject(kind: string, forProvider: object): RenderedObject {
  return { apiVersion: 'iam.aws.m.upbound.io/v1beta1', kind, metadata: { name: 'r' }, spec: { forProvider } };
}
