import type { PermissionSet, PermissionStatement } from '@atoll/cloud';
import { compareText } from '@atoll/core';
import type { PermissionDelta, Rescope } from './plan.ts';

/** Actions by name, each with the scopes in which it stands. */
type ScopesByAction = ReadonlyMap<string, readonly string[]>;

const NOTHING: Omit<PermissionSet, 'holder'> = { trust: [], statements: [] };

/** Gives what each holder may do that it might not, and the other way round; holders without a difference are absent. */
export function comparePermissions(
  base: readonly PermissionSet[],
  head: readonly PermissionSet[],
): readonly PermissionDelta[] {
  const before = new Map(base.map((set) => [set.holder, set] as const));
  const after = new Map(head.map((set) => [set.holder, set] as const));
  const holders = [...new Set([...before.keys(), ...after.keys()])].sort(compareText);
  return holders.flatMap((holder) => {
    const delta = compareSet(holder, before.get(holder), after.get(holder));
    return isEmpty(delta) ? [] : [delta];
  });
}

function compareSet(
  holder: string,
  before: PermissionSet | undefined,
  after: PermissionSet | undefined,
): PermissionDelta {
  const [old, fresh] = [before ?? NOTHING, after ?? NOTHING];
  const [oldAllow, newAllow] = [scopesOf(old.statements, 'Allow'), scopesOf(fresh.statements, 'Allow')];
  const [oldDeny, newDeny] = [scopesOf(old.statements, 'Deny'), scopesOf(fresh.statements, 'Deny')];
  return {
    holder,
    action: before === undefined ? 'created' : after === undefined ? 'deleted' : 'changed',
    allowed: missingIn(newAllow, oldAllow),
    withdrawn: missingIn(oldAllow, newAllow),
    denied: missingIn(newDeny, oldDeny),
    undenied: missingIn(oldDeny, newDeny),
    rescoped: [...listRescopes('Allow', oldAllow, newAllow), ...listRescopes('Deny', oldDeny, newDeny)],
    trustAdded: fresh.trust.filter((line) => !old.trust.includes(line)),
    trustRemoved: old.trust.filter((line) => !fresh.trust.includes(line)),
  };
}

function isEmpty({ holder: _holder, action, ...lists }: PermissionDelta): boolean {
  return action === 'changed' && Object.values(lists).every((list) => list.length === 0);
}

function scopesOf(statements: readonly PermissionStatement[], effect: 'Allow' | 'Deny'): ScopesByAction {
  const scopes = new Map<string, string[]>();
  for (const { actions, scope } of statements.filter((statement) => statement.effect === effect)) {
    for (const action of actions) scopes.set(action, [...(scopes.get(action) ?? []), scope]);
  }
  return new Map([...scopes].map(([action, list]) => [action, [...new Set(list)].sort(compareText)]));
}

function missingIn(scopes: ScopesByAction, other: ScopesByAction): readonly string[] {
  return [...scopes.keys()].filter((action) => !other.has(action)).sort(compareText);
}

/** Actions with the same old and new scopes stand together: a changed condition is one line, not fifty. */
function listRescopes(
  effect: 'Allow' | 'Deny',
  before: ScopesByAction,
  after: ScopesByAction,
): readonly Rescope[] {
  const groups = new Map<string, Rescope>();
  for (const [action, from] of [...before].sort(([a], [b]) => compareText(a, b))) {
    const to = after.get(action);
    if (to === undefined || from.join('\n') === to.join('\n')) continue;
    const left = from.filter((scope) => !to.includes(scope));
    const came = to.filter((scope) => !from.includes(scope));
    const key = JSON.stringify([left, came]);
    const group = groups.get(key);
    groups.set(key, { effect, from: left, to: came, actions: [...(group?.actions ?? []), action] });
  }
  return [...groups.values()];
}
