import type { DriftChange } from '@atoll/agent-model';

/** Gives what was and is, without who wrote it. */
export function withoutWriters(changes: readonly DriftChange[]): readonly Omit<DriftChange, 'by'>[] {
  return changes.map(({ by: _, ...change }) => change);
}
