import type { AccessSnapshot, GrantedAction, RenderedObject } from '@atoll/cloud';
import type { AwsRegion } from '../../aws-region.ts';
import type { PolicyDocument, Statement } from '../policy-document.ts';
import { listHolders } from './access-holder.ts';
import { neededActions } from './needed-actions.ts';

/** Gives everything that the region grants, line by line, and everything that its objects need. */
export function snapshot(objects: readonly RenderedObject[], region: AwsRegion): AccessSnapshot {
  const holders = listHolders(region);
  const boundaries = new Map(
    holders.flatMap(({ boundary }) => (boundary === undefined ? [] : [[boundary.name, boundary] as const])),
  );
  return {
    granted: [
      ...holders.flatMap(({ role, documents }) => [
        ...toLines(`trust of ${role}`, documents.trust),
        ...documents.policies.flatMap(({ document }) => toLines(role, document)),
      ]),
      ...[...boundaries.values()].flatMap(({ name, document }) => toLines(`boundary ${name}`, document)),
    ],
    needed: neededActions(objects, region),
  };
}

function toLines(role: string, { Statement: statements }: PolicyDocument): readonly GrantedAction[] {
  return statements.flatMap((statement) =>
    statement.Action.map((action) => ({ role, effect: statement.Effect, action, scope: toScope(statement) })),
  );
}

/** Where and when, in one order of keys, so that two equal scopes are one text. */
function toScope({ Principal, Resource, Condition }: Statement): string {
  const parts = [
    Principal === undefined ? '' : `for ${Object.values(Principal).join(', ')}`,
    Resource === undefined ? '' : `on ${Resource.join(', ')}`,
    ...Object.entries(Condition ?? {}).flatMap(([operator, keys]) =>
      Object.entries(keys).map(([key, values]) => `if ${key} ${operator} ${[values].flat().join(' or ')}`),
    ),
  ];
  return parts.filter((part) => part !== '').join(' ');
}
