import type { Verdict } from '@atoll/agent-model';
import { stringify } from 'yaml';
import type { StagedRef } from './match-object.ts';

/** Gives the rule that would call just this no drift, ready to paste under `spec.agent.drift.ignore` of region.yaml. */
export function renderIgnoreRule(
  { apiVersion, kind, namespace, name }: StagedRef,
  { changes }: Verdict,
): string {
  const slash = apiVersion.indexOf('/');
  const managers = [...new Set(changes.flatMap(({ by }) => by?.manager ?? []))].sort();
  // The managers narrow the rule only where they are known for every field.
  const isKnown = changes.length > 0 && changes.every(({ by }) => by !== undefined);
  return stringify([
    {
      match: {
        ...(slash === -1 ? {} : { group: apiVersion.slice(0, slash) }),
        kind,
        ...(namespace === undefined ? {} : { namespace }),
        name,
      },
      ...(changes.length === 0 ? {} : { paths: changes.map(({ path }) => path) }),
      ...(isKnown ? { managers } : {}),
      reason: 'say here why this is meant',
    },
  ]);
}
