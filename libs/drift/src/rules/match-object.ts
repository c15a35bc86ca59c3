import type { ObjectMatch, ObjectRef } from '@atoll/agent-model';

/** An object together with the stage that applies it. */
export interface StagedRef extends ObjectRef {
  readonly stage: string;
}

/** Tells whether a rule is about an object; a rule without a match is about all. `*` at the end of a name stands for the rest. */
export function matchesObject(match: ObjectMatch | undefined, object: StagedRef): boolean {
  if (match === undefined) return true;
  const { group, kind, namespace, name, stage } = match;
  const slash = object.apiVersion.indexOf('/');
  return (
    (group === undefined || group === object.apiVersion.slice(0, Math.max(0, slash))) &&
    (kind === undefined || kind === object.kind) &&
    matchesText(namespace, object.namespace ?? '') &&
    matchesText(name, object.name) &&
    (stage === undefined || stage === object.stage)
  );
}

function matchesText(pattern: string | undefined, text: string): boolean {
  if (pattern === undefined) return true;
  return pattern.endsWith('*') ? text.startsWith(pattern.slice(0, -1)) : pattern === text;
}
