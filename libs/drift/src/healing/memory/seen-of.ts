import type { HealingInput } from '../healing-input.ts';

/** Gives what tells one state of a live object from another: `<uid>/<resourceVersion>`, or `absent`. */
export function seenOf({ live }: Pick<HealingInput, 'live'>): string {
  return live === undefined ? 'absent' : `${live.uid}/${live.resourceVersion}`;
}
