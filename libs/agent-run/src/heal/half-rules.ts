import { type AgentConfig, type DriftPolicy, driftPolicies } from '@atoll/agent-model';
import { type HealingRules, parseHealingRules } from '@atoll/drift';

/** Gives what each configuration says about healing, read once a configuration. */
export interface HalfRules {
  /** @throws HealingRulesError `ERR_HEALING_TIME_ZONE`, `ERR_HEALING_INSTANT` */
  of(config: AgentConfig): HealingRules;
}

/** The most that an agent does that may not write, whatever its policy says. */
const MOST_WITHOUT_RIGHTS: DriftPolicy = 'notify';

/** @param mayHeal whether the account of the agent may change what is guarded */
export function createHalfRules(mayHeal: boolean): HalfRules {
  const known = new WeakMap<AgentConfig, HealingRules>();
  return {
    of(config) {
      const before = known.get(config);
      if (before !== undefined) return before;
      const rules = parseHealingRules(config);
      const held = mayHeal ? rules : hold(rules);
      known.set(config, held);
      return held;
    },
  };
}

function hold({ policy, overrides, ...rules }: HealingRules): HealingRules {
  return {
    ...rules,
    policy: milder(policy),
    overrides: overrides.map((override) => ({ ...override, policy: milder(override.policy) })),
  };
}

function milder(policy: DriftPolicy): DriftPolicy {
  return driftPolicies.indexOf(policy) > driftPolicies.indexOf(MOST_WITHOUT_RIGHTS)
    ? MOST_WITHOUT_RIGHTS
    : policy;
}
