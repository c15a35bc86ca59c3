import type { Verdict } from '@atoll/agent-model';
import { healingLimits } from '../healing-limits.ts';

/** Gives the paths that are not as in Git, at most 100; an object that is gone or was made anew is the path ``. */
export function listFields({ class: name, changes }: Verdict): readonly string[] {
  const whole = name === 'Missing' || name === 'Recreated' ? [''] : [];
  return [...whole, ...changes.map(({ path }) => path)].slice(0, healingLimits.maxFields);
}
