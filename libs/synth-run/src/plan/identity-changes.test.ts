import { describe, expect, it } from 'vitest';
import { baseFiles, edit, grantText, GRANT_FILE, ORGANIZATION_FILE, US_FILE } from './testing/pair-files.ts';
import { type PlanCase, planCase } from './testing/plan-case.ts';
import { summarizePlan } from './testing/summarize-plan.ts';

const cases: readonly PlanCase[] = [
  {
    title: 'a service more for the Deployment role is a task of the owner',
    head: edit(
      baseFiles,
      US_FILE,
      '  maintenance:',
      '  access: {extraGrants: [{service: ecr, reason: the owner wants ECR images}]}\n  maintenance:',
    ),
    expected: ['risk safe', 'region us-one changed safe', '  owner + Rights on ecr for deployment'],
  },
  {
    title: 'another external id stops the control plane until the owner follows',
    head: edit(baseFiles, US_FILE, 'atoll-us-one-7c1f9b2e', 'atoll-us-one-00000000'),
    expected: [
      'risk disruptive',
      'region us-one changed disruptive',
      '  ~ identity ProviderConfig aws disruptive',
      '    spec.assumeRoleChain[0].externalID: "atoll-us-one-7c1f9b2e" → "atoll-us-one-00000000" disruptive',
      '  ~ identity Role elevated-operations safe',
      '    assumeRolePolicy › Statement[Sid=Operations].Condition.StringEquals[sts:ExternalId]: "atoll-us-one-7c1f9b2e" → "atoll-us-one-00000000"',
      '  ~ identity Role limited-administrator safe',
      '    assumeRolePolicy › Statement[Sid=Grant1].Condition.StringEquals[sts:ExternalId]: "atoll-us-one-7c1f9b2e" → "atoll-us-one-00000000"',
      '  ~ identity Role read-only-operations safe',
      '    assumeRolePolicy › Statement[Sid=Operations].Condition.StringEquals[sts:ExternalId]: "atoll-us-one-7c1f9b2e" → "atoll-us-one-00000000"',
      '  iam changed role elevated-operations: +1 trust -1 trust',
      '  iam changed role limited-administrator: +1 trust -1 trust',
      '  iam changed role read-only-operations: +1 trust -1 trust',
      '  owner ~ IAM role deployment +1 -1',
    ],
  },
  {
    title: 'another operations principal changes the trust of every region',
    head: edit(baseFiles, ORGANIZATION_FILE, 'role/operations', 'role/ops'),
    expected: [
      'risk safe',
      'region eu-one changed safe',
      '  ~ identity Role elevated-operations safe',
      '    assumeRolePolicy › Statement[Sid=Operations].Principal.AWS: "arn:aws:iam::999999999999:role/operations" → "arn:aws:iam::999999999999:role/ops"',
      '  ~ identity Role limited-administrator safe',
      '    assumeRolePolicy › Statement[Sid=Grant1].Principal.AWS: "arn:aws:iam::999999999999:role/operations" → "arn:aws:iam::999999999999:role/ops"',
      '  ~ identity Role read-only-operations safe',
      '    assumeRolePolicy › Statement[Sid=Operations].Principal.AWS: "arn:aws:iam::999999999999:role/operations" → "arn:aws:iam::999999999999:role/ops"',
      '  iam changed role elevated-operations: +1 trust -1 trust',
      '  iam changed role limited-administrator: +1 trust -1 trust',
      '  iam changed role read-only-operations: +1 trust -1 trust',
      'region us-one changed safe',
      '  ~ identity Role elevated-operations safe',
      '    assumeRolePolicy › Statement[Sid=Operations].Principal.AWS: "arn:aws:iam::999999999999:role/operations" → "arn:aws:iam::999999999999:role/ops"',
      '  ~ identity Role limited-administrator safe',
      '    assumeRolePolicy › Statement[Sid=Grant1].Principal.AWS: "arn:aws:iam::999999999999:role/operations" → "arn:aws:iam::999999999999:role/ops"',
      '  ~ identity Role read-only-operations safe',
      '    assumeRolePolicy › Statement[Sid=Operations].Principal.AWS: "arn:aws:iam::999999999999:role/operations" → "arn:aws:iam::999999999999:role/ops"',
      '  iam changed role elevated-operations: +1 trust -1 trust',
      '  iam changed role limited-administrator: +1 trust -1 trust',
      '  iam changed role read-only-operations: +1 trust -1 trust',
    ],
  },
  {
    title: 'a grant opens the role for its span and binds it in the cluster',
    head: { ...baseFiles, [GRANT_FILE]: grantText('2026-11-21T10:00:00Z', '2026-11-21T14:00:00Z') },
    expected: [
      'risk safe',
      'region us-one changed safe',
      '  + identity Policy limited-administrator-grants safe',
      '  ~ identity Policy limited-administrator-limits safe',
      '    policy › Statement[Sid=GrantIsOver].Condition.DateGreaterThanEquals[aws:CurrentTime]: "1970-01-01T00:00:00Z" → "2026-11-21T14:00:00Z"',
      '  ~ identity Role limited-administrator safe',
      '    assumeRolePolicy › Statement[Sid=Grant1].Condition.DateGreaterThanEquals[aws:CurrentTime]: "1970-01-01T00:00:00Z" → "2026-11-21T10:00:00Z"',
      '    assumeRolePolicy › Statement[Sid=Grant1].Condition.DateLessThan[aws:CurrentTime]: "1970-01-01T00:00:00Z" → "2026-11-21T14:00:00Z"',
      '    assumeRolePolicy › Statement[Sid=Grant1].Condition.StringEquals[sts:RoleSessionName]: none → "inc-42"',
      '    assumeRolePolicy › Statement[Sid=Grant1].Principal.AWS: "arn:aws:iam::999999999999:role/operations" → "arn:aws:iam::999999999999:role/jo"',
      '  + identity RolePolicyAttachment limited-administrator-grants safe',
      '  + cluster AccessPolicyAssociation limited-administrator safe',
      '  iam changed cluster access limited-administrator: +AmazonEKSClusterAdminPolicy',
      '  iam changed role limited-administrator: 1 rescoped +1 trust -1 trust',
    ],
  },
  {
    title: 'a grant whose file is deleted shuts its sessions out',
    base: { ...baseFiles, [GRANT_FILE]: grantText('2026-11-21T10:00:00Z', '2026-11-21T14:00:00Z') },
    head: baseFiles,
    expected: [
      'risk safe',
      'lapse us-one: the file of the grant inc-42 of limited-administrator to jo@example.com is gone: it ends with the publication, and its sessions are shut out for 12 hours',
      'region us-one changed safe',
      '  ~ identity Policy limited-administrator-grants safe',
      '    policy › Statement[Sid=End1].Condition.DateGreaterThanEquals[aws:CurrentTime]: "2026-11-21T14:00:00Z" → "2026-11-21T12:00:00Z"',
      '  ~ identity Policy limited-administrator-limits safe',
      '    policy › Statement[Sid=GrantIsOver].Condition.DateGreaterThanEquals[aws:CurrentTime]: "2026-11-21T14:00:00Z" → "2026-11-21T12:00:00Z"',
      '  ~ identity Role limited-administrator safe',
      '    assumeRolePolicy › Statement[Sid=Grant1].Condition.DateGreaterThanEquals[aws:CurrentTime]: "2026-11-21T10:00:00Z" → "1970-01-01T00:00:00Z"',
      '    assumeRolePolicy › Statement[Sid=Grant1].Condition.DateLessThan[aws:CurrentTime]: "2026-11-21T14:00:00Z" → "1970-01-01T00:00:00Z"',
      '    assumeRolePolicy › Statement[Sid=Grant1].Condition.StringEquals[sts:RoleSessionName]: "inc-42" → none',
      '    assumeRolePolicy › Statement[Sid=Grant1].Principal.AWS: "arn:aws:iam::999999999999:role/jo" → "arn:aws:iam::999999999999:role/operations"',
      '  - cluster AccessPolicyAssociation limited-administrator safe',
      '  iam changed cluster access limited-administrator: -AmazonEKSClusterAdminPolicy',
      '  iam changed role limited-administrator: 1 rescoped +1 trust -1 trust',
    ],
  },
  {
    title: 'a grant that is over is told although nothing changes',
    base: { ...baseFiles, [GRANT_FILE]: grantText('2026-11-19T10:00:00Z', '2026-11-19T14:00:00Z') },
    head: { ...baseFiles, [GRANT_FILE]: grantText('2026-11-19T10:00:00Z', '2026-11-19T14:00:00Z') },
    expected: [
      'risk none',
      'lapse us-one: the grant inc-42 is over, and so are its sessions: nothing of it is rendered any more, regions/us-one/access/inc-42.yaml is only a record',
    ],
  },
  {
    title: 'a grant whose span has ended is told as long as sessions may last',
    base: { ...baseFiles, [GRANT_FILE]: grantText('2026-11-21T08:00:00Z', '2026-11-21T11:00:00Z') },
    head: { ...baseFiles, [GRANT_FILE]: grantText('2026-11-21T08:00:00Z', '2026-11-21T11:00:00Z') },
    expected: [
      'risk none',
      'lapse us-one: the grant inc-42 of limited-administrator to jo@example.com ended at 2026-11-21T11:00:00Z: its bindings vanish with the next synth',
    ],
  },
];

describe('a plan of changes of who may do what', () => {
  it.each(cases)('$title', async (given) => {
    const plan = await planCase(given);

    expect(summarizePlan(plan)).toStrictEqual(given.expected);
  });
});
