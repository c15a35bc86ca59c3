import type { CostBand, CostItem } from '@atoll/cloud';
import type { Price } from './prices.ts';

/** Gives the cost of a number of things at a price for so many units each; undefined without a price or a number. */
export function scaleBand(price: Price | undefined, count: CostBand, units: number): CostBand | undefined {
  if (price === undefined || Number.isNaN(count.low + count.high + units)) return undefined;
  return { low: price.usd * count.low * units, high: price.usd * count.high * units };
}

/** Gives the sum of two costs; undefined where one of them is unknown. */
export function addBands(a: CostBand | undefined, b: CostBand | undefined): CostBand | undefined {
  return a === undefined || b === undefined ? undefined : { low: a.low + b.low, high: a.high + b.high };
}

/** Gives an item with its cost in whole cents, so that a sum prints the same everywhere. */
export function roundItem(item: CostItem): CostItem {
  if (item.monthly === undefined) return item;
  const { low, high } = item.monthly;
  return { ...item, monthly: { low: Math.round(low * 100) / 100, high: Math.round(high * 100) / 100 } };
}

/** Gives `3` or `400 to 4000`. */
export function renderBand({ low, high }: CostBand): string {
  return low === high ? String(low) : `${low} to ${high}`;
}
