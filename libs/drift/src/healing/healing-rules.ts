import type { AgentConfig, DriftPolicy, HealPause, ObjectMatch } from '@atoll/agent-model';
import { HealingRulesError } from './healing-rules-error.ts';
import { createMaintenanceCalendar, type MaintenanceCalendar } from './windows/maintenance-calendar.ts';
import type { TimeSpan } from './windows/time-span.ts';

/** A span in which nothing is healed that interrupts. */
export interface Freeze extends TimeSpan {
  readonly name: string;
  readonly reason: string;
}

/** Nothing is healed until then, by whose word and why; without a match that is so for all objects. */
export interface Pause {
  readonly match?: ObjectMatch;
  readonly untilMs: number;
  readonly actor: string;
  readonly reason: string;
}

/** What a half's agent heals by. */
export interface HealingRules {
  readonly policy: DriftPolicy;
  /** The last that matches decides. */
  readonly overrides: AgentConfig['drift']['overrides'];
  readonly pauses: readonly Pause[];
  readonly freezes: readonly Freeze[];
  readonly calendar: MaintenanceCalendar;
}

/**
 * Reads what an agent heals by out of its configuration, once; instants become milliseconds since 1970.
 *
 * @throws HealingRulesError `ERR_HEALING_TIME_ZONE`, `ERR_HEALING_INSTANT`
 */
export function parseHealingRules({
  drift,
  maintenance,
  freezes,
}: Pick<AgentConfig, 'drift' | 'maintenance' | 'freezes'>): HealingRules {
  return {
    policy: drift.policy,
    overrides: drift.overrides,
    pauses: drift.pauses.map(parsePause),
    freezes: freezes.map(({ name, from, until, reason }, index) => ({
      name,
      reason,
      fromMs: parseInstant(from, `freezes[${index}].from`),
      untilMs: parseInstant(until, `freezes[${index}].until`),
    })),
    calendar: createMaintenanceCalendar(maintenance),
  };
}

function parsePause({ match, until, actor, reason }: HealPause, index: number): Pause {
  const untilMs = parseInstant(until, `drift.pauses[${index}].until`);
  return { ...(match === undefined ? {} : { match }), untilMs, actor, reason };
}

/** `Date.parse` takes 31 February for 3 March. */
function parseInstant(text: string, path: string): number {
  const instantMs = Date.parse(text);
  if (!Number.isNaN(instantMs) && new Date(instantMs).toISOString() === text.replace(/Z$/, '.000Z'))
    return instantMs;
  throw new HealingRulesError(
    'ERR_HEALING_INSTANT',
    `agent.json: ${path} is "${text}", which is no instant in UTC; write one that the calendar has, such as "2026-12-31T18:00:00Z"`,
  );
}
