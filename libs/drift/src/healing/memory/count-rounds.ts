import type { DriftChange, Verdict } from '@atoll/agent-model';
import { healingLimits } from '../healing-limits.ts';
import type { FoughtField } from '../healing-memory.ts';
import { listFields } from './list-fields.ts';

const UNKNOWN_WRITER = 'a writer that left no trace';

/** Counts one more round for each field that was acted on and is not as in Git again, and notes who undid it. */
export function countRounds(
  fought: readonly FoughtField[],
  actedOn: readonly string[],
  verdict: Verdict,
): readonly FoughtField[] {
  const undone = listFields(verdict).filter((path) => actedOn.includes(path));
  const others = fought.filter(({ path }) => !undone.includes(path));
  const counted = undone.map((path) => {
    const before = fought.find((field) => field.path === path);
    const writer = toWriter(verdict.changes.find((change) => change.path === path));
    return {
      path,
      rounds: (before?.rounds ?? 0) + 1,
      writers: [...new Set([...(before?.writers ?? []), writer])],
    };
  });
  return [...counted, ...others].slice(0, healingLimits.maxFields);
}

function toWriter(change: DriftChange | undefined): string {
  const by = change?.by;
  if (by === undefined) return UNKNOWN_WRITER;
  return by.user === undefined ? by.manager : `${by.manager} (user ${by.user})`;
}
