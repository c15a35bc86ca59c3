import { findFreeze, type Freeze } from '@atoll/synth';
import type { Hold } from '../run-rules.ts';

/** Gives the freeze that holds a region; undefined: none does. Without a valid list everything is held. */
export function toFreezeHold(
  region: string,
  freezes: readonly Freeze[] | undefined,
  at: Date,
): Hold | undefined {
  if (freezes === undefined) {
    const message = `${region}: a file under regions/fleet/freezes is broken, so nobody can tell what is frozen: mend it and run again.`;
    return { reason: 'frozen', message };
  }
  const freeze = findFreeze(freezes, region, at);
  if (freeze === undefined) return undefined;
  const { name, until, reason, file } = freeze;
  return { reason: 'frozen', message: `${region} is frozen until ${until} by ${name}: ${reason} (${file})` };
}
