import { renderInstant } from '@atoll/agent-model';
import { healingLimits } from '../healing-limits.ts';
import type { HealingStop } from '../healing-decision.ts';
import type { ObjectHealing } from '../healing-memory.ts';

/** Says that a fight is left to a person, and names both sides; undefined: there is none. */
export function explainFight(
  { fightSinceMs, fought }: ObjectHealing,
  owner: string,
): HealingStop | undefined {
  if (fightSinceMs === undefined) return undefined;
  const fields = fought.filter(({ rounds }) => rounds >= healingLimits.fightRounds);
  const writers = [...new Set(fields.flatMap((field) => field.writers))].join(' and ');
  const paths = fields.map(({ path }) => (path === '' ? 'whether the object is there' : path)).join(', ');
  const rounds = Math.max(0, ...fields.map((field) => field.rounds));
  return {
    action: 'none',
    code: 'fight',
    reason: `${owner} for Git and ${writers} changed ${paths} in turn ${rounds} times up to ${renderInstant(fightSinceMs)}; a person has to end it, by stopping the one or changing Git, or asks for one more healing`,
  };
}
