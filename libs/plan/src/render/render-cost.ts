import type { CostDelta } from '../plan.ts';
import { renderBand } from './render-value.ts';

/** Gives both monthly sums; where a price is missing, that the sum is unknown and what is known of it. */
export function renderCost({ from, to, unknown }: CostDelta): string {
  const sums = `${renderBand(from)} → ${renderBand(to)}`;
  const gaps = unknown.filter(({ dependsOnUse }) => !dependsOnUse);
  return gaps.length === 0
    ? `${sums} at list prices, without traffic and other use`
    : `unknown; what is known of it: ${sums} at list prices`;
}
