import type { DriftPolicy } from '@atoll/agent-model';
import { matchesObject, type StagedRef } from '../../rules/match-object.ts';
import type { HealingRules } from '../healing-rules.ts';

/** Gives the policy of an object: that of the last override that matches it, else the half's. */
export function decidePolicy(
  { policy, overrides }: Pick<HealingRules, 'policy' | 'overrides'>,
  object: StagedRef,
): DriftPolicy {
  return overrides.findLast(({ match }) => matchesObject(match, object))?.policy ?? policy;
}
