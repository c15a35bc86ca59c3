import { describe, expect, it } from 'vitest';
import { type AccessPolicies, evaluateAccess, type Verdict } from './evaluate-access.ts';
import type { NamedDocument, PolicyStatement } from './policy-document.ts';

function policy(name: string, ...statements: PolicyStatement[]): NamedDocument {
  return { name, document: { Version: '2012-10-17', Statement: statements } };
}

const allowS3: PolicyStatement = { Sid: 'S3', Effect: 'Allow', Action: 's3:*', Resource: '*' };
const allowAll: PolicyStatement = { Sid: 'All', Effect: 'Allow', Action: '*', Resource: '*' };
const denyDelete: PolicyStatement = { Sid: 'NoDelete', Effect: 'Deny', Action: 's3:Delete*', Resource: '*' };
const request = { action: 's3:DeleteBucket', resource: 'arn:aws:s3:::example' };
const role = 'arn:aws:iam::111122223333:role/example';
const user = 'arn:aws:iam::111122223333:user/example';
const session = 'arn:aws:sts::111122223333:assumed-role/example/session';

describe('policy evaluation logic (IAM User Guide, "Policy evaluation logic")', () => {
  it.each<[string, AccessPolicies, Verdict, string | undefined]>([
    ['denies by default', { identity: [] }, 'implicitDeny', undefined],
    ['allows what an identity policy allows', { identity: [policy('a', allowS3)] }, 'allowed', 'S3'],
    [
      'lets an explicit deny win over an allow of the same policy',
      { identity: [policy('a', allowS3, denyDelete)] },
      'explicitDeny',
      'NoDelete',
    ],
    [
      'lets an explicit deny of another policy win, whatever the order',
      { identity: [policy('a', denyDelete), policy('b', allowS3)] },
      'explicitDeny',
      'NoDelete',
    ],
    [
      'allows within the boundary',
      { identity: [policy('a', allowAll)], boundary: policy('b', allowS3) },
      'allowed',
      'All',
    ],
    [
      'does not allow outside the boundary',
      { identity: [policy('a', allowAll)], boundary: policy('b', { ...allowS3, Action: 'ec2:*' }) },
      'outsideBoundary',
      'All',
    ],
    [
      'grants nothing by the boundary alone',
      { identity: [], boundary: policy('b', allowAll) },
      'implicitDeny',
      undefined,
    ],
    [
      'lets an explicit deny of the boundary win',
      { identity: [policy('a', allowAll)], boundary: policy('b', allowAll, denyDelete) },
      'explicitDeny',
      'NoDelete',
    ],
    [
      'limits a session by its session policies',
      { identity: [policy('a', allowAll)], session: [policy('s', { ...allowS3, Action: 's3:Get*' })] },
      'outsideSession',
      'All',
    ],
    [
      'allows a session that both boundary and session policy allow',
      { identity: [policy('a', allowAll)], boundary: policy('b', allowS3), session: [policy('s', allowS3)] },
      'allowed',
      'All',
    ],
    [
      'allows nothing to a session with an empty session policy',
      { identity: [policy('a', allowAll)], session: [] },
      'outsideSession',
      'All',
    ],
  ])('%s', (_name, policies, verdict, sid) => {
    const decision = evaluateAccess(policies, request);

    expect([decision.verdict, decision.statement?.sid]).toEqual([verdict, sid]);
  });

  it('names policy, Sid and place of the deciding statement', () => {
    const policies = { identity: [policy('a', allowS3), policy('b', allowAll, denyDelete)] };

    expect(evaluateAccess(policies, request)).toEqual({
      verdict: 'explicitDeny',
      statement: { policy: 'b', sid: 'NoDelete', index: 1 },
    });
  });

  it('takes a policy of one statement that stands in no list', () => {
    const identity = [{ name: 'a', document: { Version: '2012-10-17', Statement: allowS3 } as const }];

    expect(evaluateAccess({ identity }, request).verdict).toBe('allowed');
  });
});

describe('resource policies (IAM User Guide, "Cross-account policy evaluation logic" and "Permissions boundaries")', () => {
  const own = [policy('own', allowS3)];
  const trusting = (principal: PolicyStatement['Principal'], effect: 'Allow' | 'Deny' = 'Allow') =>
    policy('bucket', {
      Sid: 'Shared',
      Effect: effect,
      Principal: principal ?? '*',
      Action: 's3:*',
      Resource: '*',
    });

  it.each<[string, NamedDocument[], string, PolicyStatement['Principal'], string, boolean, Verdict]>([
    ['one of the two is enough in one account', [], role, { AWS: role }, '111122223333', false, 'allowed'],
    [
      'naming the account only defers to its policies',
      [],
      role,
      { AWS: '111122223333' },
      '111122223333',
      false,
      'implicitDeny',
    ],
    ['the own policy is enough in one account', own, role, { AWS: user }, '111122223333', false, 'allowed'],
    [
      'both are needed across accounts: only the own',
      own,
      role,
      { AWS: user },
      '444455556666',
      false,
      'implicitDeny',
    ],
    [
      'both are needed across accounts: only the resource',
      [],
      role,
      { AWS: role },
      '444455556666',
      false,
      'implicitDeny',
    ],
    [
      'both together are enough across accounts',
      own,
      role,
      { AWS: 'arn:aws:iam::111122223333:root' },
      '444455556666',
      false,
      'allowed',
    ],
    [
      'a required policy that does not name the caller refuses',
      own,
      role,
      { AWS: user },
      '111122223333',
      true,
      'implicitDeny',
    ],
    [
      'a required policy that names the caller is enough',
      [],
      role,
      { AWS: role },
      '111122223333',
      true,
      'allowed',
    ],
    [
      'a required policy that names the account needs the own',
      [],
      role,
      { AWS: '111122223333' },
      '111122223333',
      true,
      'implicitDeny',
    ],
    ['a session is its role', [], session, { AWS: role }, '111122223333', false, 'allowed'],
    ['everybody is anybody', [], role, '*', '111122223333', false, 'allowed'],
    ['everybody of AWS is anybody', [], role, { AWS: ['*'] }, '111122223333', false, 'allowed'],
    ['another account is nobody', [], role, { AWS: '444455556666' }, '111122223333', false, 'implicitDeny'],
  ])('%s', (_name, identity, arn, principal, account, isRequired, verdict) => {
    const resource = { policy: trusting(principal), caller: { arn }, account, isRequired };

    expect(evaluateAccess({ identity, resource }, request).verdict).toBe(verdict);
  });

  it('denies by the resource, also to who may by own policies', () => {
    const resource = {
      policy: trusting({ AWS: role }, 'Deny'),
      caller: { arn: role },
      account: '111122223333',
      isRequired: false,
    };

    expect(evaluateAccess({ identity: own, resource }, request).verdict).toBe('explicitDeny');
  });

  it.each([
    ['a role is held by its boundary', role, { AWS: role }, 'outsideBoundary'],
    ['a named session is not held', session, { AWS: session }, 'allowed'],
    ['a session that is named as its role is held', session, { AWS: role }, 'outsideBoundary'],
    ['a named user is not held', user, { AWS: user }, 'allowed'],
  ] as const)('%s', (_name, arn, principal, verdict) => {
    const boundary = policy('boundary', { Effect: 'Allow', Action: 'ec2:*', Resource: '*' });
    const resource = {
      policy: trusting(principal),
      caller: { arn },
      account: '111122223333',
      isRequired: false,
    };

    expect(evaluateAccess({ identity: [], boundary, resource }, request).verdict).toBe(verdict);
  });

  it.each<[PolicyStatement['NotPrincipal'], Verdict]>([
    [{ AWS: role }, 'allowed'],
    [{ AWS: user }, 'explicitDeny'],
  ])('denies everybody but NotPrincipal %j', (NotPrincipal, verdict) => {
    const denying = policy('bucket', {
      Effect: 'Deny',
      NotPrincipal: NotPrincipal ?? '*',
      Action: '*',
      Resource: '*',
    });
    const resource = { policy: denying, caller: { arn: role }, account: '111122223333', isRequired: false };

    expect(evaluateAccess({ identity: own, resource }, request).verdict).toBe(verdict);
  });

  it.each([
    ['pods.eks.amazonaws.com', 'allowed'],
    ['ec2.amazonaws.com', 'implicitDeny'],
  ] as const)('lets %s assume a role that trusts EKS for pods: %s', (service, verdict) => {
    const trust = policy('trust', {
      Effect: 'Allow',
      Principal: { Service: 'pods.eks.amazonaws.com' },
      Action: 'sts:AssumeRole',
    });
    const resource = { policy: trust, caller: { service }, account: '111122223333', isRequired: true };

    expect(
      evaluateAccess({ identity: [], resource }, { action: 'sts:AssumeRole', resource: role }).verdict,
    ).toBe(verdict);
  });
});
