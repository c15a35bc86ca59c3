import type { Freeze } from '../healing-rules.ts';

/** Gives the freeze that is on at an instant; of several the one that ends last. */
export function findFreeze(freezes: readonly Freeze[], instantMs: number): Freeze | undefined {
  return freezes
    .filter(({ fromMs, untilMs }) => fromMs <= instantMs && instantMs < untilMs)
    .sort((a, b) => b.untilMs - a.untilMs)[0];
}
