import { evaluateAccess, matchesAction } from '@atoll/iam-policy';
import type { CustomRole } from '@atoll/region-model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { iamArn } from '../aws-region.ts';
import { exampleRegion } from '../testing/example-region.ts';
import { boundaryDocuments } from './boundaries.ts';
import { customRoleDocuments } from './custom-documents.ts';
import { addCustomEntries, addCustomRoles } from './custom-roles.ts';
import { keyUses } from './key-statements.ts';
import { operatorRoleDocuments } from './operator-documents.ts';
import { operatorTable } from './operator-table.ts';
import { MANAGED_POLICY_LIMIT, policySize } from './policy-document.ts';
import { actionsOf, awsServices } from './service-actions.ts';
import { evaluate, trusts } from './testing/evaluate.ts';
import { forProviderOf, renderControl } from './testing/render.ts';

const alice = 'arn:aws:iam::999999999999:role/alice';

const networkReader: CustomRole = {
  name: 'network-reader-access',
  from: 'read-only-operations',
  purpose: 'Looks at routes and security groups',
  services: ['ec2', 'eks'],
  sessionMinutes: 60,
  subjects: [alice],
  namespaces: ['shop'],
};

function regionWith(...roles: CustomRole[]) {
  return { ...exampleRegion(), roles };
}

/** Names of the table without their stars, and a few that no column holds. */
const samples = [
  ...actionsOf(awsServices, ['create', 'read', 'update', 'destroy', 'guarded']).map((action) =>
    action.replaceAll('*', 'Sample'),
  ),
  ...[
    'iam:CreateUser',
    'ec2:PurchaseReservedInstancesOffering',
    's3:BypassGovernanceRetention',
    'sqs:SendMessage',
  ],
];

const roles = fc
  .constantFrom('read-only-operations', 'elevated-operations', 'limited-administrator')
  .chain((from) => {
    const { verbs, services } = operatorTable[from];
    const part = <T>(list: readonly T[]) =>
      fc.option(fc.uniqueArray(fc.constantFrom(...list), { minLength: 1 }), { nil: undefined });
    return fc.record({ verbs: part(verbs), services: part(services) }).map(
      (drawn): CustomRole => ({
        name: 'drawn-access',
        from,
        purpose: 'Drawn by a test',
        subjects: [alice],
        ...(drawn.verbs === undefined ? {} : { verbs: drawn.verbs }),
        ...(drawn.services === undefined ? {} : { services: drawn.services }),
      }),
    );
  });

const grants = [{ from: '2030-01-01T08:00:00Z', until: '2030-01-01T10:00:00Z' }];

const contexts = [
  { 'aws:CurrentTime': '2030-01-01T09:00:00Z' },
  { 'aws:CurrentTime': '2030-01-01T09:00:00Z', 'aws:ResourceTag/atoll:region': 'aws-eu-west-1' },
  { 'aws:CurrentTime': '2030-01-01T09:00:00Z', 'kms:ViaService': 'ec2.eu-west-1.amazonaws.com' },
  { 'aws:CurrentTime': '2030-01-01T11:00:00Z', 'aws:ResourceTag/atoll:region': 'aws-eu-west-1' },
];

/** Ours in every way that a condition asks for, within the grant. */
const guardedContext = {
  'aws:CurrentTime': '2030-01-01T09:00:00Z',
  'aws:ResourceTag/atoll:region': 'aws-eu-west-1',
  'aws:RequestTag/atoll:region': 'aws-eu-west-1',
  'iam:PermissionsBoundary': 'arn:aws:iam::111122223333:policy/atoll-aws-eu-west-1-workloads',
  'kms:ViaService': 'ec2.eu-west-1.amazonaws.com',
};

/** Every choice of some, but neither none nor all. */
function properSubsetsOf<T>(list: readonly T[]): readonly (readonly T[])[] {
  return Array.from({ length: 2 ** list.length - 2 }, (_, index) =>
    list.filter((_item, bit) => ((index + 1) >> bit) % 2 === 1),
  );
}

describe('a role of spec.access.roles', () => {
  it('allows nothing that the role it is a part of does not allow, and no service and verb beyond its own', () => {
    const region = exampleRegion();
    const requests = samples.flatMap((action) =>
      ['*', iamArn(region, 'role', region.names.of('karpenter'))].flatMap((resource) =>
        contexts.map((context) => ({ action, resource, context })),
      ),
    );

    fc.assert(
      fc.property(roles, fc.constantFrom(...requests), (role, request) => {
        const own = customRoleDocuments(region, role, grants).policies;
        const whole = operatorRoleDocuments(region, role.from, grants).policies;
        const isAllowed = (identity: typeof own) =>
          evaluateAccess({ identity }, request).verdict === 'allowed';
        const isOwnService =
          role.services?.some((service) => request.action.startsWith(`${service}:`)) ?? true;

        expect(isAllowed(own) && !isAllowed(whole)).toBe(false);
        expect(isAllowed(own) && !isOwnService).toBe(false);
      }),
      { numRuns: 400 },
    );
  });

  it('keeps every denial of the role it is a part of', () => {
    fc.assert(
      fc.property(roles, (role) => {
        const denials = (policies: ReturnType<typeof customRoleDocuments>['policies']) =>
          policies.flatMap(({ document }) => document.Statement).filter(({ Effect }) => Effect === 'Deny');
        const region = exampleRegion();

        expect(denials(customRoleDocuments(region, role, grants).policies)).toEqual(
          expect.arrayContaining(denials(operatorRoleDocuments(region, role.from, grants).policies)),
        );
      }),
    );
  });

  it('is all of the role where nothing is left out', () => {
    const region = exampleRegion();
    const role: CustomRole = { ...networkReader, from: 'elevated-operations' };
    const { services: _services, ...whole } = role;
    const allowedBy = (policies: ReturnType<typeof customRoleDocuments>['policies']) =>
      samples.filter((action) => evaluate(policies, { action }) === 'allowed');

    expect(allowedBy(customRoleDocuments(region, whole).policies)).toEqual(
      allowedBy(operatorRoleDocuments(region, 'elevated-operations').policies),
    );
  });

  it('leaves out what is guarded as soon as a verb is left out', () => {
    const region = exampleRegion();
    const role: CustomRole = { ...networkReader, from: 'limited-administrator', verbs: ['read', 'update'] };
    const allowed = customRoleDocuments(region, role, grants)
      .policies.flatMap(({ document }) => document.Statement)
      .filter(({ Effect }) => Effect === 'Allow')
      .flatMap(({ Action }) => Action);

    expect(
      allowed.filter((action) =>
        actionsOf(awsServices, ['guarded']).some((guarded) => matchesAction(action, guarded)),
      ),
    ).toEqual([]);
    expect(allowed).toContain('ec2:Modify*');
    expect(allowed).not.toContain('ec2:Delete*');
  });

  it.each(['read-only-operations', 'elevated-operations', 'limited-administrator'] as const)(
    'from %s with fewer than all four verbs allows no guarded action, but using keys through services',
    (from) => {
      const region = exampleRegion();
      const uses = new Set(keyUses());
      const requests = actionsOf(operatorTable[from].services, ['guarded']).flatMap((guarded) => {
        const context = uses.has(guarded) ? contexts[0] : guardedContext;
        return [
          '*',
          iamArn(region, 'role', region.names.of('karpenter')),
          iamArn(region, 'policy', region.names.of('karpenter')),
          `arn:aws:s3:::${region.names.of('backup')}`,
          `arn:aws:s3:::${region.names.of('backup')}/file`,
        ].map((resource) => ({
          action: guarded.replaceAll('*', 'Sample'),
          resource,
          ...(context === undefined ? {} : { context }),
        }));
      });

      const allowed = properSubsetsOf(operatorTable.deployment.verbs)
        .filter((verbs) => verbs.every((verb) => operatorTable[from].verbs.includes(verb)))
        .flatMap((verbs) => {
          const { services: _services, ...whole } = networkReader;
          const { policies } = customRoleDocuments(region, { ...whole, from, verbs }, grants);
          return requests
            .filter((request) => evaluate(policies, request) === 'allowed')
            .map(({ action }) => `${verbs.join(' ')}: ${action}`);
        });

      expect(allowed).toEqual([]);
    },
  );

  it.each(['read-only-operations', 'elevated-operations', 'limited-administrator'] as const)(
    'has policies from %s that IAM takes',
    (from) => {
      const { services: _services, ...whole } = { ...networkReader, from };
      const { policies } = customRoleDocuments(exampleRegion(), whole, grants);
      const sids = policies.map(({ document }) => document.Statement.map(({ Sid }) => Sid));

      expect(policies.filter(({ document }) => policySize(document) > MANAGED_POLICY_LIMIT)).toEqual([]);
      expect(sids.filter((some) => new Set(some).size < some.length)).toEqual([]);
    },
  );

  it('is rendered as a role within the boundary, for its subjects with the external id, and a way into the cluster', () => {
    const region = regionWith(networkReader);
    const objects = renderControl((stages) => {
      addCustomRoles(stages, region);
      addCustomEntries(stages, region);
    });
    const [role, policy] = objects.map(forProviderOf);
    const association = objects.find(({ kind }) => kind === 'AccessPolicyAssociation');

    expect(objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
      'Role atoll-aws-eu-west-1-network-reader-access',
      'Policy atoll-aws-eu-west-1-network-reader-access',
      'RolePolicyAttachment atoll-aws-eu-west-1-network-reader-access',
      'AccessEntry atoll-aws-eu-west-1-network-reader-access',
      'AccessPolicyAssociation atoll-aws-eu-west-1-network-reader-access',
    ]);
    expect(role).toMatchObject({
      permissionsBoundary: 'arn:aws:iam::111122223333:policy/atoll-aws-eu-west-1-operators',
      maxSessionDuration: 3600,
    });
    expect(JSON.parse(String(role?.['assumeRolePolicy']))).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'Subject1',
          Effect: 'Allow',
          Principal: { AWS: alice },
          Action: ['sts:AssumeRole'],
          Condition: { StringEquals: { 'sts:ExternalId': 'example-external-id-1' } },
        },
      ],
    });
    expect(String(policy?.['policy'])).not.toMatch(/"Allow"[^}]*"(iam|rds|s3|sts):/);
    expect(forProviderOf(association)).toMatchObject({
      policyArn: 'arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy',
      accessScope: { type: 'namespace', namespaces: ['shop'] },
    });
  });

  it.each<[string, Partial<CustomRole>, string | undefined]>([
    ['reads', { from: 'elevated-operations', verbs: ['read'] }, 'AmazonEKSViewPolicy'],
    ['creates, reads and updates', { from: 'elevated-operations' }, 'AmazonEKSEditPolicy'],
    ['only updates', { from: 'elevated-operations', verbs: ['update'] }, 'AmazonEKSViewPolicy'],
    ['has no EKS', { from: 'elevated-operations', services: ['rds'] }, undefined],
    ['waits for a grant', { from: 'limited-administrator' }, undefined],
  ])('that %s gets this access policy: %s', (_name, change, expected) => {
    const region = regionWith({ ...networkReader, ...change });
    const objects = renderControl((stages) => addCustomEntries(stages, region));
    const policy = forProviderOf(objects[1])['policyArn'];

    expect(String(policy).split('/')[1]).toBe(expected);
  });

  it('from the Limited Administrator trusts nobody without a grant', () => {
    const region = exampleRegion();
    const { trust } = customRoleDocuments(region, { ...networkReader, from: 'limited-administrator' }, []);
    const context = { 'sts:ExternalId': 'example-external-id-1', 'aws:CurrentTime': '2030-01-01T09:00:00Z' };

    expect(trusts(trust, alice, { action: 'sts:AssumeRole', context })).toBe(false);
  });

  it('and its policies cannot be changed by any operator role, and not by another region’s', () => {
    const [operators] = boundaryDocuments(exampleRegion()).policies;
    const changes = ['', '-2', '-grants'].map((ending) => ({
      action: 'iam:CreatePolicyVersion',
      resource: `arn:aws:iam::111122223333:policy/atoll-aws-eu-west-1-b-network-reader-access${ending}`,
    }));
    const trust = {
      action: 'iam:UpdateAssumeRolePolicy',
      resource: 'arn:aws:iam::111122223333:role/atoll-aws-eu-west-1-network-reader-access',
    };

    expect([...changes.slice(0, 2), trust].map((request) => evaluate([operators], request))).toEqual([
      'denied',
      'denied',
      'denied',
    ]);
  });

  it.each(['read-only-operations', 'elevated-operations', 'limited-administrator'])(
    'no operator lifts the end of the grants of %s',
    (role) => {
      const [operators] = boundaryDocuments(exampleRegion()).policies;
      const request = {
        action: 'iam:CreatePolicyVersion',
        resource: `arn:aws:iam::111122223333:policy/atoll-aws-eu-west-1-${role}-grants`,
      };

      expect(evaluate([operators], request)).toBe('denied');
    },
  );
});
