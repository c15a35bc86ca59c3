import type { Verdict } from '@atoll/agent-model';
import { stringify } from 'yaml';
import type { StagedRef } from './match-object.ts';

/**
 * Gives the rule that would call just this no drift, ready to paste under `spec.agent.drift.ignore` of region.yaml.
 *
 * A verdict without fields, such as Missing, has no rule: one without paths would hide every later change of the object and
 * not this verdict. What is given then is a comment that says so.
 */
export function renderIgnoreRule(
  { apiVersion, kind, namespace, name }: StagedRef,
  { class: verdict, changes }: Verdict,
): string {
  if (changes.length === 0) return `# ${verdict} is about the whole object: a rule can only ignore fields.\n`;
  const slash = apiVersion.indexOf('/');
  const managers = [...new Set(changes.flatMap(({ by }) => by?.manager ?? []))].sort();
  // The managers narrow the rule only where they are known for every field.
  const isKnown = changes.every(({ by }) => by !== undefined);
  const paths = [...new Set(changes.map(({ path }) => toRulePath(path)))];
  return stringify([
    {
      match: {
        // The core group has no name, and without one a rule would be about every group.
        group: apiVersion.slice(0, Math.max(0, slash)),
        kind,
        ...(namespace === undefined ? {} : { namespace }),
        name,
      },
      paths,
      ...(isKnown ? { managers } : {}),
      reason: 'say here why this is meant',
    },
  ]);
}

/** An item that is known by a secret alone has no name that could stand in a file. */
function toRulePath(path: string): string {
  return path.replaceAll(/\[=~(?![0-4])[^[\]]*\]/g, '[*]');
}
