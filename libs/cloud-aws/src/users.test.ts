import { describe, expect, it } from 'vitest';
import { exampleGrant } from './testing/example-grant.ts';
import { exampleRegion } from './testing/example-region.ts';
import { users } from './users.ts';

describe('users of the clusters of a region in AWS', () => {
  it('are the Deployment role and the accounts that roles are lent to', () => {
    expect(users.writersOf(exampleRegion()).toSorted()).toStrictEqual([
      'arn:aws:sts::111122223333:assumed-role/atoll-aws-eu-west-1-deployment/*',
      'system:serviceaccount:atoll-system:atoll-agent',
      'system:serviceaccount:external-dns:external-dns',
      'system:serviceaccount:kube-system:aws-load-balancer-controller',
      'system:serviceaccount:kube-system:ebs-csi-controller-sa',
      'system:serviceaccount:kube-system:karpenter',
      'system:serviceaccount:velero:velero',
    ]);
  });

  it('are called as the owner called the Deployment role', () => {
    const region = exampleRegion({ location: 'us-gov-west-1', aws: { deploymentRole: 'atoll-deployer' } });

    expect(users.writersOf(region)).toContain(
      'arn:aws-us-gov:sts::111122223333:assumed-role/atoll-deployer/*',
    );
  });

  it('are, for a grant, the one session that its trust policy lets in', () => {
    const grant = exampleGrant({ id: 'inc-42' });

    expect(users.usersOf(grant, exampleRegion()).region).toStrictEqual([
      'arn:aws:sts::111122223333:assumed-role/atoll-aws-eu-west-1-limited-administrator/inc-42',
    ]);
  });

  it.each([
    ['arn:aws:iam::444455556666:role/teams/core/alice', 'arn:aws:sts::444455556666:assumed-role/alice/*'],
    [
      'arn:aws-cn:sts::444455556666:assumed-role/core/alice',
      'arn:aws-cn:sts::444455556666:assumed-role/core/alice',
    ],
    ['arn:aws:iam::444455556666:user/alice', 'arn:aws:iam::444455556666:user/alice'],
  ])('are, in a control cluster, the person and %s', (principalArn, user) => {
    const grant = exampleGrant({ subject: { principalArn } });

    expect(users.usersOf(grant, exampleRegion()).control).toStrictEqual(['alice@example.com', user]);
  });

  it('have machinery of EKS beside them, under names that no access entry can give', () => {
    expect(users.system).toStrictEqual(['eks:*']);
  });
});
