import { compareText } from '@atoll/core';
import type { AccessSnapshot, GrantedAction, NeededAction } from './cloud-access.ts';

/** An action that a rendering needs more or less than another. */
export interface NeedChange {
  readonly role: string;
  readonly action: string;
  /** Rendered objects that need it now, or needed it before, sorted. */
  readonly objects: readonly string[];
}

/** What changes between two renderings. */
export interface AccessDelta {
  /** Granted after and not before; a Deny that goes is a right that comes. */
  readonly grantsAdded: readonly GrantedAction[];
  readonly grantsRemoved: readonly GrantedAction[];
  readonly needsAdded: readonly NeedChange[];
  readonly needsRemoved: readonly NeedChange[];
}

/** No rendering: what a new or a removed region is compared with. */
export const NO_ACCESS: AccessSnapshot = { granted: [], needed: [] };

/** Compares what two renderings grant and need; equal ones give four empty lists. */
export function diffAccess(before: AccessSnapshot, after: AccessSnapshot): AccessDelta {
  return {
    grantsAdded: without(after.granted, before.granted),
    grantsRemoved: without(before.granted, after.granted),
    needsAdded: needsWithout(after.needed, before.needed),
    needsRemoved: needsWithout(before.needed, after.needed),
  };
}

function without(some: readonly GrantedAction[], others: readonly GrantedAction[]): readonly GrantedAction[] {
  const known = new Set(others.map(keyOf));
  return some.filter((grant) => !known.has(keyOf(grant))).toSorted((a, b) => compareText(keyOf(a), keyOf(b)));
}

function keyOf({ role, effect, action, scope }: GrantedAction): string {
  return JSON.stringify([role, effect, action, scope]);
}

/** By role and action: on which resource is the objects' business, and they are named. */
function needsWithout(some: readonly NeededAction[], others: readonly NeededAction[]): readonly NeedChange[] {
  const toKey = ({ role, action }: NeededAction) => `${role} ${action}`;
  const known = new Set(others.map(toKey));
  const added = Map.groupBy(
    some.filter((need) => !known.has(toKey(need))),
    toKey,
  );
  return [...added.values()]
    .map((needs) => {
      const [{ role, action }] = needs as [NeededAction];
      const objects = [...new Set(needs.flatMap((need) => need.objects))].sort(compareText);
      return { role, action, objects };
    })
    .sort((a, b) => compareText(`${a.role} ${a.action}`, `${b.role} ${b.action}`));
}
