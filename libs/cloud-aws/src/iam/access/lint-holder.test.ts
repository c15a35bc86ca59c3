import { describe, expect, it } from 'vitest';
import { exampleRegion } from '../../testing/example-region.ts';
import { allow, type NamedPolicy, type Statement, toPolicy } from '../policy-document.ts';
import { type AccessHolder, listHolders } from './access-holder.ts';
import { lintHolder } from './lint-holder.ts';

const region = exampleRegion();
const always = [{ from: '1970-01-01T00:00:00Z', until: '9999-01-01T00:00:00Z' }];

function holderOf(role: string): AccessHolder {
  return listHolders(region, always).find((holder) => holder.role === role) as AccessHolder;
}

/** Gives a role whose policies lack the statements of some names. */
function without(role: string, ...sids: string[]): AccessHolder {
  return change(role, (policy) => ({
    ...policy,
    document: toPolicy(policy.document.Statement.filter(({ Sid }) => !sids.includes(Sid))),
  }));
}

function change(role: string, toChanged: (policy: NamedPolicy) => NamedPolicy): AccessHolder {
  const holder = holderOf(role);
  const policies = holder.documents.policies.map(toChanged);
  return { ...holder, documents: { ...holder.documents, policies } };
}

function widen(role: string, statement: Statement): AccessHolder {
  const holder = holderOf(role);
  const more = { name: 'more', description: '', document: toPolicy([statement]) };
  return { ...holder, documents: { ...holder.documents, policies: [...holder.documents.policies, more] } };
}

function rulesOf(holder: AccessHolder): readonly string[] {
  return [...new Set(lintHolder(holder, region).map(({ rule }) => rule))];
}

describe('lintHolder', () => {
  it.each(listHolders(region, always).map((holder) => [holder.role, holder] as const))(
    'lets %s pass',
    (_role, holder) => {
      expect(lintHolder(holder, region)).toEqual([]);
    },
  );

  it('finds that the Deployment role could change itself, its boundaries or hand itself on', () => {
    const found = lintHolder(without('deployment', 'OwnersOnly'), region).map(({ message }) => message);

    expect(found.filter((message) => message.includes('change its own policy')).length).toBeGreaterThan(0);
    expect(found.filter((message) => message.includes('change a boundary')).length).toBeGreaterThan(0);
    expect(found).toContain(
      'deployment may hand on the Deployment role (iam:PassRole on arn:aws:iam::111122223333:role/atoll-aws-eu-west-1-deployment, by OwnIam of atoll-aws-eu-west-1-deployment-iam); deny it.',
    );
  });

  it('finds that the Deployment role could make roles without a boundary', () => {
    const found = lintHolder(without('deployment', 'OnlyWithBoundary'), region);

    expect(found.map(({ message }) => message)).toContain(
      'deployment may make or fill a role outside the boundaries (iam:CreateRole on arn:aws:iam::111122223333:role/atoll-aws-eu-west-1-example, by OwnIam of atoll-aws-eu-west-1-deployment-iam); deny it.',
    );
  });

  it('finds nothing where the boundary still denies what a policy lets through', () => {
    expect(
      rulesOf(without('limited-administrator', 'NotOperators', 'OwnersOnly', 'OnlyWithBoundary')),
    ).toEqual([]);
  });

  it('finds that an operator could change an operator role once the boundary lets it, too', () => {
    const holder = without('limited-administrator', 'NotOperators');
    const boundary = holder.boundary as NamedPolicy;
    const open = toPolicy(boundary.document.Statement.filter(({ Sid }) => Sid !== 'NotOperators'));

    expect(rulesOf({ ...holder, boundary: { ...boundary, document: open } })).toEqual(['escalation']);
  });

  it('finds people', () => {
    const holder = widen('deployment', allow({ sid: 'Users', actions: ['iam:CreateUser'] }));
    const unguarded = without('deployment', 'NoPeople').documents.policies;
    const policies = [...unguarded, ...holder.documents.policies.slice(-1)];

    expect(lintHolder({ ...holder, documents: { ...holder.documents, policies } }, region)).toEqual([
      {
        rule: 'escalation',
        severity: 'error',
        subject: 'deployment',
        message: 'deployment may make or change people (iam:CreateUser on *, by Users of more); deny it.',
      },
    ]);
  });

  it('finds a pattern that holds a guarded action', () => {
    const [finding] = lintHolder(without('read-only-operations', 'NoSecrets'), region);

    expect(finding).toEqual({
      rule: 'guarded-wildcard',
      severity: 'error',
      subject: 'read-only-operations',
      message:
        'ec2:Describe* in Read of atoll-aws-eu-west-1-read-only-operations lets read-only-operations do ec2:DescribeInstanceAttribute, which gives out contents or rights; deny it.',
    });
  });

  it('finds a policy that IAM would not take', () => {
    const actions = Array.from({ length: 400 }, (_one, index) => `ec2:DescribeSomething${index}`);
    const found = lintHolder(widen('karpenter', allow({ sid: 'Much', actions })), region);

    expect(found.map(({ rule, subject }) => [rule, subject])).toEqual([['document-size', 'more']]);
  });
});
