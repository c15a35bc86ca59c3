import type { IgnoreRule } from '@atoll/agent-model';
import { matchesObject, type StagedRef } from './match-object.ts';
import { matchesPath } from './match-path.ts';

/** One field, who wrote it, and when the question is asked. */
export interface FieldQuestion {
  readonly object: StagedRef;
  readonly path: string;
  /** Field manager; undefined: nobody knows. */
  readonly manager: string | undefined;
  readonly now: Date;
}

/** Gives the first rule by which a field is no drift. A rule with paths and managers needs both; one whose time is over is none. */
export function findIgnoreRule(
  rules: readonly IgnoreRule[],
  question: FieldQuestion,
): IgnoreRule | undefined {
  return rules.find((rule) => isIgnored(rule, question));
}

function isIgnored(
  { match, paths, managers, until }: IgnoreRule,
  { object, path, manager, now }: FieldQuestion,
): boolean {
  if (until !== undefined && Date.parse(until) <= now.getTime()) return false;
  if (!matchesObject(match, object)) return false;
  if (paths !== undefined && !paths.some((pattern) => matchesPath(pattern, path))) return false;
  return managers === undefined || (manager !== undefined && managers.includes(manager));
}
