import { describe, expect, it } from 'vitest';
import { checkRegion } from '../check-region.ts';
import { exampleGrant } from '../testing/example-grant.ts';
import { exampleRegion } from '../testing/example-region.ts';
import { addOperatorRoles } from './operator-roles.ts';
import { madeOperatorRoles, operatorRoleDocuments } from './operator-documents.ts';
import { policySize } from './policy-document.ts';
import { evaluate, trusts } from './testing/evaluate.ts';
import { renderControl } from './testing/render.ts';

const alice = 'arn:aws:iam::444455556666:role/alice';
const operations = 'arn:aws:iam::444455556666:role/atoll-operations';

const own = { 'sts:ExternalId': 'example-external-id-1', 'sts:RoleSessionName': 'inc-42' };

describe.each(madeOperatorRoles)('the trust of %s with a grant', (role) => {
  const region = exampleRegion({ grants: [exampleGrant({ role })] });
  const { trust } = operatorRoleDocuments(region, role);

  it.each([
    ['before the first instant', alice, { 'aws:CurrentTime': '2030-01-01T07:59:59Z' }, false],
    ['at the first instant', alice, { 'aws:CurrentTime': '2030-01-01T08:00:00Z' }, true],
    ['at the last instant', alice, { 'aws:CurrentTime': '2030-01-01T09:59:59Z' }, true],
    ['at the end', alice, { 'aws:CurrentTime': '2030-01-01T10:00:00Z' }, false],
    [
      'under another name',
      alice,
      { 'aws:CurrentTime': '2030-01-01T09:00:00Z', 'sts:RoleSessionName': 'alice' },
      false,
    ],
    [
      'without the external id',
      alice,
      { 'aws:CurrentTime': '2030-01-01T09:00:00Z', 'sts:ExternalId': 'guess' },
      false,
    ],
    [
      'for somebody else',
      alice.replace('alice', 'mallory'),
      { 'aws:CurrentTime': '2030-01-01T09:00:00Z' },
      false,
    ],
  ])('%s', (_, caller, context, expected) => {
    const request = { action: 'sts:AssumeRole', context: { ...own, ...context } };

    expect(trusts(trust, caller, request)).toBe(expected);
  });
});

describe('the trust of a role', () => {
  it('keeps the operations identity where people have the role without a grant', () => {
    const region = exampleRegion({ grants: [exampleGrant({ role: 'read-only-operations' })] });
    const context = { 'sts:ExternalId': 'example-external-id-1', 'aws:CurrentTime': '2029-01-01T00:00:00Z' };
    const request = { action: 'sts:AssumeRole', context };

    expect(trusts(operatorRoleDocuments(region, 'read-only-operations').trust, operations, request)).toBe(
      true,
    );
    expect(trusts(operatorRoleDocuments(region, 'limited-administrator').trust, operations, request)).toBe(
      false,
    );
  });

  it('has a statement for what comes, so that a begin needs no commit, and none for what is over', () => {
    const grants = [
      exampleGrant({ id: 'over', phase: 'ending' }),
      exampleGrant({ id: 'now' }),
      exampleGrant({ id: 'soon', phase: 'coming' }),
    ];
    const { trust } = operatorRoleDocuments(exampleRegion({ grants }), 'limited-administrator');

    const sessions = trust.Statement.map(
      ({ Condition }) => Condition?.['StringEquals']?.['sts:RoleSessionName'],
    );

    expect(sessions).toEqual(['now', 'soon']);
  });

  it('is that of nobody when every grant is over', () => {
    const none = operatorRoleDocuments(exampleRegion(), 'limited-administrator').trust;
    const over = exampleRegion({ grants: [exampleGrant({ phase: 'ending' })] });

    expect(operatorRoleDocuments(over, 'limited-administrator').trust).toEqual(none);
  });
});

describe.each(madeOperatorRoles)('a session of %s', (role) => {
  const sessionOf = (name: string) => `AROAEXAMPLE:${name}`;

  it.each([
    ['of the grant, in it', 'live', 'inc-42', '2030-01-01T09:59:59Z', 'allowed'],
    ['of the grant, behind it', 'live', 'inc-42', '2030-01-01T10:00:00Z', 'denied'],
    ['of the grant, behind it and after a synth', 'ending', 'inc-42', '2030-01-01T10:00:00Z', 'denied'],
    ['of a grant that lasts', 'live', 'inc-420', '2030-01-01T10:00:00Z', 'allowed'],
  ] as const)('%s', (_, phase, name, time, expected) => {
    const lasting = exampleGrant({ id: 'inc-420', role, until: '2030-01-01T18:00:00Z' });
    const region = exampleRegion({ grants: [exampleGrant({ role, phase }), lasting] });
    const { policies } = operatorRoleDocuments(region, role);
    const context = { 'aws:CurrentTime': time, 'aws:userid': sessionOf(name) };

    expect(evaluate(policies, { action: 'ec2:DescribeVpcs', context })).toBe(expected);
  });
});

describe('the objects of a grant', () => {
  it('are a policy and its attachment, which go with the last grant of the role', () => {
    const namesWith = (grants: Parameters<typeof exampleRegion>[0]) =>
      renderControl((stages) => addOperatorRoles(stages, exampleRegion(grants))).map(
        ({ kind, metadata }) => `${kind} ${metadata.name}`,
      );
    const before = namesWith({});

    const added = namesWith({ grants: [exampleGrant()] }).filter((name) => !before.includes(name));

    expect(added).toEqual([
      'Policy atoll-aws-eu-west-1-limited-administrator-grants',
      'RolePolicyAttachment atoll-aws-eu-west-1-limited-administrator-grants',
    ]);
  });
});

describe('rules of grants', () => {
  it('refuse those that the trust policy has no room for, and say how many fit', () => {
    const grants = Array.from({ length: 7 }, (_, index) => exampleGrant({ id: `inc-${index}` }));

    const violations = checkRegion(exampleRegion({ grants }));

    const fitting = grants.slice(0, 7 - violations.length);
    const { trust } = operatorRoleDocuments(exampleRegion({ grants: fitting }), 'limited-administrator');
    expect(policySize(trust)).toBeLessThanOrEqual(2048);
    expect(violations[0]).toEqual({
      grant: `inc-${fitting.length}`,
      path: 'spec.role',
      code: 'ERR_CONFIG_AWS_GRANTS',
      message: `is one too many: of the 7 grants of limited-administrator that are live or to come, ${fitting.length} fit into its trust policy of 2048 characters; revoke one, or commit this one when another is over.`,
    });
    expect(fitting.length).toBeGreaterThanOrEqual(4);
  });

  it('count no grant that is over', () => {
    const grants = Array.from({ length: 20 }, (_, index) =>
      exampleGrant({ id: `inc-${index}`, phase: 'ending' }),
    );

    expect(checkRegion(exampleRegion({ grants }))).toEqual([]);
  });

  it('refuse an identity of another partition', () => {
    const subject = { principalArn: 'arn:aws-cn:iam::444455556666:role/alice' };

    expect(checkRegion(exampleRegion({ grants: [exampleGrant({ subject })] }))).toEqual([
      {
        grant: 'inc-42',
        path: 'spec.subject.aws.principalArn',
        code: 'ERR_CONFIG_AWS_PARTITION',
        message:
          'arn:aws-cn:iam::444455556666:role/alice cannot be trusted in eu-west-1, which lies in aws; name an identity there.',
      },
    ]);
  });
});
