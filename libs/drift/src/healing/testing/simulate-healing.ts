import { decideHealing, type HealingResult } from '../decide-healing.ts';
import type { HealingMemory } from '../healing-memory.ts';
import { type HealingOutcome, noteHealingOutcome } from '../memory/note-healing-outcome.ts';
import { type HealingCase, NOON_MS, toHealingInput } from './healing-case.ts';

/** One object whose healing is decided again and again, its memory kept as JSON as it would be between two leaders. */
export interface HealingSimulation {
  /** Decides some time after the last decision. */
  decide(afterMs: number, healing: HealingCase): HealingResult;
  note(outcome: HealingOutcome): void;
  nowMs(): number;
}

/** Begins on a Thursday at noon, with nothing remembered. */
export function simulateHealing(): HealingSimulation {
  let memory: HealingMemory = { object: undefined, breaker: undefined };
  let nowMs = NOON_MS;
  return {
    decide(afterMs, healing) {
      nowMs += afterMs;
      const result = decideHealing(memory, toHealingInput({ ...healing, nowMs }));
      memory = JSON.parse(
        JSON.stringify({ object: result.object, breaker: result.breaker }),
      ) as HealingMemory;
      return result;
    },
    note(outcome) {
      if (memory.object !== undefined)
        memory = { ...memory, object: noteHealingOutcome(memory.object, outcome) };
    },
    nowMs: () => nowMs,
  };
}
