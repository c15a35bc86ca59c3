import type { AgentConfig, ObjectMatch } from '@atoll/agent-model';
import { matchesObject, type StagedRef } from '../../rules/match-object.ts';

/**
 * Says which rules of `agent.json` match none of a half's objects, and which ignore rules match them all: both are
 * mostly slips, and neither can be seen from what the agent does.
 *
 * @returns one sentence for each, in the order of the rules; none while there are no objects
 */
export function explainOddMatches(
  drift: AgentConfig['drift'],
  objects: readonly StagedRef[],
): readonly string[] {
  if (objects.length === 0) return [];
  const lists = ['overrides', 'ignore', 'elastic', 'pauses'] as const;
  return lists.flatMap((list) =>
    drift[list].flatMap(({ match }, index) => {
      const path = `agent.json: drift.${list}[${index}]`;
      const matched = countMatches(match, objects);
      if (matched === 0)
        return [`${path} matches none of the ${objects.length} objects of this half; see its match`];
      return list === 'ignore' && matched === objects.length
        ? [`${path} matches all ${objects.length} objects of this half; make its match narrower`]
        : [];
    }),
  );
}

function countMatches(match: ObjectMatch | undefined, objects: readonly StagedRef[]): number {
  return objects.filter((object) => matchesObject(match, object)).length;
}
