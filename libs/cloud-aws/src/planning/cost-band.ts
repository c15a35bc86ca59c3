import type { CostBand, CostItem } from '@atoll/cloud';
import { type Price, renderSource } from './prices.ts';

/** Gives the cost of a number of things at a price for so many units each; undefined without a price or a number. */
export function scaleBand(price: Price | undefined, count: CostBand, units: number): CostBand | undefined {
  if (price === undefined || Number.isNaN(count.low + count.high + units)) return undefined;
  return { low: price.usd * count.low * units, high: price.usd * count.high * units };
}

/** Gives an item with its cost in whole cents, so that a sum prints the same everywhere. */
export function roundItem(item: CostItem): CostItem {
  if (item.monthly === undefined) return item;
  const { low, high } = item.monthly;
  return { ...item, monthly: { low: Math.round(low * 100) / 100, high: Math.round(high * 100) / 100 } };
}

/** Gives an item whose price is on no page that could be named. */
export function toUnpricedItem(id: string, what: string, location: string): CostItem {
  return { id, what, monthly: undefined, source: renderSource(undefined, `${what}, in ${location}`) };
}

/** Gives `3` or `400 to 4000`. */
export function renderBand({ low, high }: CostBand): string {
  return low === high ? String(low) : `${low} to ${high}`;
}
