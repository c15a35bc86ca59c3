import { describe, expect, it } from 'vitest';
import { iamArn } from '../aws-region.ts';
import { exampleRegion } from '../testing/example-region.ts';
import { deploymentRoleDocuments } from './deployment-role.ts';
import { addIdentity } from './identity.ts';
import { madeOperatorRoles, operatorRoleDocuments } from './operator-documents.ts';
import { evaluate, type Request } from './testing/evaluate.ts';
import { renderControl } from './testing/render.ts';
import { workloadRows } from './workload-actions.ts';

const grants = [{ from: '2026-01-01T00:00:00Z', until: '2026-01-02T00:00:00Z' }];
const now = { 'aws:CurrentTime': '2026-01-01T12:00:00Z' };

/** Regions whose names end like a boundary, the Deployment role or an operator role. */
const unlucky = [
  'prod-deployment',
  'deployment',
  'prod-operators',
  'prod-workloads',
  'prod-read-only-operations',
  'prod-elevated-operations',
  'prod-limited-administrator',
  'prod-read-only',
  'prod-limited',
];

describe.each(unlucky)('in the region %s', (name) => {
  const region = exampleRegion({ name });
  const boundary = { 'iam:PermissionsBoundary': iamArn(region, 'policy', region.names.of('workloads')) };
  const workloads = workloadRows.flatMap(({ thing }): Request[] => [
    { action: 'iam:UpdateAssumeRolePolicy', resource: iamArn(region, 'role', region.names.of(thing)) },
    { action: 'iam:CreatePolicyVersion', resource: iamArn(region, 'policy', region.names.of(thing)) },
  ]);

  it('the Deployment role changes everything that Atoll makes', () => {
    const { policies } = deploymentRoleDocuments(region);
    const made = renderControl((stages) => addIdentity(stages, region))
      .filter(({ metadata }) => metadata.annotations === undefined)
      .flatMap(({ kind, metadata }): Request[] => {
        if (kind === 'Role')
          return [
            {
              action: 'iam:AttachRolePolicy',
              resource: iamArn(region, 'role', metadata.name),
              context: boundary,
            },
          ];
        return kind === 'Policy'
          ? [{ action: 'iam:CreatePolicyVersion', resource: iamArn(region, 'policy', metadata.name) }]
          : [];
      });

    const refused = made.filter((request) => evaluate(policies, request) !== 'allowed');

    expect(made.length).toBeGreaterThan(20);
    expect(refused).toEqual([]);
  });

  it('the Limited Administrator changes the roles of software and no operator role', () => {
    const { policies } = operatorRoleDocuments(region, 'limited-administrator', grants);
    const operators = madeOperatorRoles.flatMap((role): Request[] => [
      { action: 'iam:UpdateAssumeRolePolicy', resource: iamArn(region, 'role', region.names.of(role)) },
      ...operatorRoleDocuments(region, role, grants).policies.map((policy) => ({
        action: 'iam:CreatePolicyVersion',
        resource: iamArn(region, 'policy', policy.name),
      })),
    ]);
    const verdictOf = (request: Request) => evaluate(policies, { ...request, context: now });

    expect(workloads.filter((request) => verdictOf(request) !== 'allowed')).toEqual([]);
    expect(operators.filter((request) => verdictOf(request) !== 'denied')).toEqual([]);
  });
});
