import { compareText } from '@atoll/core';
import type { KindDefinition } from '@atoll/typed-object';
import { type AgentRule, READ, type WatchedObject } from './agent-rule.ts';

/** What the agent may do to what is rendered. */
export type AgentAccess = 'read-only' | 'remediating';

/**
 * Gives the rules by which the agent sees rendered objects, and where it is to heal, patches them: one a kind and place.
 *
 * A dry-run is authorised as the patch that it tries, and an apply of what is gone as a create too; nothing is ever deleted. Secrets are seen by their names alone, so that no other Secret of a
 * namespace ever enters the process; a list of one name shows no more than that one.
 */
export function listWatchRules(objects: readonly WatchedObject[], access: AgentAccess): readonly AgentRule[] {
  const verbs = access === 'remediating' ? [...READ, 'create', 'patch'] : READ;
  const byPlace = Map.groupBy(objects, ({ kind, namespace }) =>
    [namespace ?? '', kind.group, kind.plural].join(' '),
  );
  return [...byPlace]
    .sort(([a], [b]) => compareText(a, b))
    .map(([, group]) => {
      const [{ kind, namespace }] = group as [WatchedObject];
      const rule = { namespace, group: kind.group, resource: kind.plural, verbs };
      return isSecret(kind) ? { ...rule, names: namesOf(group) } : rule;
    });
}

/** Tells whether objects of a kind are read by name alone. */
export function isSecret({ group, plural }: KindDefinition<unknown>): boolean {
  return group === '' && plural === 'secrets';
}

function namesOf(objects: readonly WatchedObject[]): readonly string[] {
  return [...new Set(objects.map(({ name }) => name))].sort(compareText);
}
