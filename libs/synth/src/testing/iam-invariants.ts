import { operatorTable, workloadRows } from '@atoll/cloud-aws/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryRegion } from './arbitrary-region.ts';
import { loadValid, renderObjects, type StagedObject } from './render-objects.ts';

interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: string | readonly string[];
}

/** Verbs of the cloud's API that end something. */
const ENDING =
  /:(Delete|Terminate|Deregister|Release|ScheduleKeyDeletion|DisableKey$|BatchDelete|Purge|Remove)/;

/** Gives the allowed action patterns of a role, from all its policies. */
function allowedActions(objects: readonly StagedObject[], role: string): readonly string[] {
  const attached = objects
    .filter(({ kind, spec }) => kind === 'RolePolicyAttachment' && nameIn(spec, 'roleRef') === role)
    .map(({ spec }) => nameIn(spec, 'policyArnRef'));
  const policies = objects.filter(
    ({ kind, apiVersion, metadata }) =>
      kind === 'Policy' && apiVersion.startsWith('iam.') && attached.includes(metadata.name),
  );
  return policies.flatMap(({ spec }) =>
    statementsOf(spec)
      .filter(({ Effect }) => Effect === 'Allow')
      .flatMap(({ Action = [] }) => Action),
  );
}

function statementsOf(spec: Readonly<Record<string, unknown>>): readonly Statement[] {
  const { policy } = spec['forProvider'] as { readonly policy: string };
  return (JSON.parse(policy) as { readonly Statement: readonly Statement[] }).Statement;
}

function nameIn(spec: Readonly<Record<string, unknown>>, field: string): string | undefined {
  return (spec['forProvider'] as Record<string, { readonly name: string } | undefined>)[field]?.name;
}

/** Checks what no role of a valid region may ever hold, on `runs` random ones a rule. */
export function describeIamInvariants(runs: number): void {
  const regions = arbitraryRegion().map(({ name, text }) => ({
    name,
    objects: renderObjects(loadValid(name, text)),
  }));
  const holds = (
    check: (drawn: { readonly name: string; readonly objects: readonly StagedObject[] }) => void,
  ) => fc.assert(fc.property(regions, check), { numRuns: runs });

  describe('the roles of every valid region', () => {
    it.each(['read-only-operations', 'elevated-operations', 'limited-administrator'] as const)(
      'let %s act on the services of its row alone',
      (role) => {
        holds(({ name, objects }) => {
          const actions = allowedActions(objects, `atoll-${name}-${role}`);
          const outside = actions.filter(
            (action) => !operatorTable[role].services.some((service) => action.startsWith(`${service}:`)),
          );

          expect(actions.length).toBeGreaterThan(20);
          expect(outside).toStrictEqual([]);
        });
      },
    );

    it.each(['read-only-operations', 'elevated-operations'] as const)(
      'never let %s near Secrets Manager, nor end anything',
      (role) => {
        holds(({ name, objects }) => {
          const actions = allowedActions(objects, `atoll-${name}-${role}`);

          expect(
            actions.filter((action) => /^(secretsmanager|\*)/.test(action) || action.endsWith(':*')),
          ).toStrictEqual([]);
          expect(actions.filter((action) => ENDING.test(action))).toStrictEqual([]);
        });
      },
    );

    it.each(workloadRows.map((row) => [row.thing, row] as const))(
      'let the workload %s do what its row says and no more',
      (thing, row) => {
        const allowed = new Set(row.grants.flatMap((grant) => grant.actions));

        holds(({ name, objects }) => {
          const actions = allowedActions(objects, `atoll-${name}-${thing}`);

          expect(actions.length).toBeGreaterThan(0);
          expect(actions.filter((action) => !allowed.has(action))).toStrictEqual([]);
        });
      },
    );

    it('carry a boundary each, and are trusted by one principal each', () => {
      holds(({ objects }) => {
        const roles = objects.filter(
          ({ kind, apiVersion, spec }) =>
            kind === 'Role' &&
            apiVersion.startsWith('iam.') &&
            JSON.stringify(spec['managementPolicies']) !== '["Observe"]',
        );
        const unbound = roles.filter(
          ({ spec }) => !('permissionsBoundary' in (spec['forProvider'] as object)),
        );
        const principals = roles.map(({ spec }) => {
          const trust = JSON.parse(
            (spec['forProvider'] as { readonly assumeRolePolicy: string }).assumeRolePolicy,
          ) as { readonly Statement: readonly { readonly Effect: string; readonly Principal: object }[] };
          const allowed = trust.Statement.filter(({ Effect }) => Effect === 'Allow').flatMap(
            ({ Principal }) => Object.values(Principal).flat(),
          );
          return new Set(allowed).size;
        });

        expect(roles.length).toBeGreaterThan(10);
        expect(unbound.map(({ metadata }) => metadata.name)).toStrictEqual([]);
        expect(new Set(principals)).toStrictEqual(new Set([1]));
      });
    });
  });
}
