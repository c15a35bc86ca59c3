import type { AgentConfig } from '@atoll/agent-model';
import { HealingRulesError, type HealingRules } from '@atoll/drift';
import type { AgentLog } from '../agent-log.ts';
import type { GuardedHalves } from '../config/guarded-halves.ts';
import type { DesiredObject } from '../desired/desired-object.ts';
import { createHalfRules } from './half-rules.ts';

/** What the configuration of an object's half says about healing. */
export interface HalfHealing {
  configOf(object: DesiredObject | undefined): AgentConfig | undefined;
  /** undefined: the half is not known, or its rules cannot be used; the log says so once a configuration. */
  rulesOf(object: DesiredObject): HealingRules | undefined;
}

/** @param mayHeal whether the account of the agent may change what is guarded */
export function createHalfHealing(
  halves: Pick<GuardedHalves, 'ofRegion'>,
  { mayHeal, log }: { readonly mayHeal: boolean; readonly log: AgentLog },
): HalfHealing {
  const rules = createHalfRules(mayHeal);
  const broken = new WeakSet<AgentConfig>();
  const configOf = (object: DesiredObject | undefined) =>
    object === undefined ? undefined : halves.ofRegion(object.region)?.config;
  return {
    configOf,
    rulesOf(object) {
      const config = configOf(object);
      if (config === undefined) return undefined;
      try {
        return rules.of(config);
      } catch (error) {
        if (!(error instanceof HealingRulesError)) throw error;
        if (!broken.has(config))
          log.error('nothing is healed, since the rules of a half cannot be used', {
            region: object.region,
            code: error.code,
            detail: error.message,
          });
        broken.add(config);
        return undefined;
      }
    },
  };
}
