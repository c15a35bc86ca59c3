import {
  type BreakerState,
  type HealingOutcome,
  type HealingResult,
  noteHealingOutcome,
  type ObjectHealing,
} from '@atoll/drift';
import type { KnownRecord, NextStep } from '../report/record-keeper.ts';
import { toNextStep } from './to-next-step.ts';

/** What is remembered of healing, by object: what was decided, and what came of it. */
export interface HealingNotes {
  readonly breaker: BreakerState | undefined;
  has(key: string): boolean;
  /** What this process remembers of an object, or else what the leader before it left in the record. */
  recall(key: string, record: KnownRecord | undefined): ObjectHealing | undefined;
  /** What happens next to an object, as it was decided last. */
  stepOf(key: string): NextStep | undefined;
  /** Takes a decision; what it returns takes it back again. The breaker's token is spent either way. */
  keep(key: string, result: HealingResult): () => void;
  noteOutcome(key: string, outcome: HealingOutcome): void;
  /** Somebody else leads, and knows better from now on. */
  forget(): void;
}

/** Makes notes of nothing yet. @param onFight called when an object becomes one that two writers fight over */
export function createHealingNotes(onFight: () => void): HealingNotes {
  const memory = new Map<string, ObjectHealing>();
  const steps = new Map<string, NextStep>();
  let breaker: BreakerState | undefined;
  return {
    get breaker() {
      return breaker;
    },
    has: (key) => memory.has(key),
    recall: (key, record) => memory.get(key) ?? parseMemory(record?.status?.healing),
    stepOf: (key) => steps.get(key),
    keep(key, result) {
      const [known, step] = [memory.get(key), steps.get(key)];
      if (result.object.fightSinceMs !== undefined && known?.fightSinceMs === undefined) onFight();
      memory.set(key, result.object);
      steps.set(key, toNextStep(result));
      breaker = result.breaker;
      return () => {
        restore(memory, key, known);
        restore(steps, key, step);
      };
    },
    noteOutcome(key, outcome) {
      const known = memory.get(key);
      if (known !== undefined) memory.set(key, noteHealingOutcome(known, outcome));
    },
    forget() {
      memory.clear();
      steps.clear();
      breaker = undefined;
    },
  };
}

function restore<T>(map: Map<string, T>, key: string, value: T | undefined): void {
  if (value === undefined) map.delete(key);
  else map.set(key, value);
}

/** What somebody spoilt by hand is as good as nothing. */
function parseMemory(text: string | undefined): ObjectHealing | undefined {
  if (text === undefined) return undefined;
  try {
    const value = JSON.parse(text) as Partial<ObjectHealing> | null;
    return typeof value?.acts === 'number' && Array.isArray(value.fought)
      ? (value as ObjectHealing)
      : undefined;
  } catch {
    return undefined;
  }
}
