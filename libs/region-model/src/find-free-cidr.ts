import { type Cidr, overlapsCidr, privateRanges } from './cidr.ts';

/** Sizes that are tried, from the one that leaves most room to the smallest that a region may have. */
const PREFIXES: readonly number[] = [16, 17, 18, 19, 20, 21];

/**
 * Gives a private network for a new region that overlaps none of the taken ones.
 *
 * The largest size that is still free, and of it the first behind all that is taken in its range: networks that were
 * given up stay unused for as long as possible, since routes and allow-lists outlive them. Undefined when none is left.
 */
export function findFreeCidr(taken: readonly Cidr[]): Cidr | undefined {
  for (const prefix of PREFIXES) {
    for (const range of privateRanges) {
      const found = findIn(range, prefix, taken);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

function findIn(range: Cidr, prefix: number, taken: readonly Cidr[]): Cidr | undefined {
  const size = 2 ** (32 - prefix);
  const end = range.base + 2 ** (32 - range.prefix);
  const inside = taken.filter((cidr) => overlapsCidr(range, cidr));
  const last = Math.max(range.base, ...inside.map((cidr) => cidr.base + 2 ** (32 - cidr.prefix)));
  const start = Math.ceil(last / size) * size;
  return findFrom({ from: start, end, size }, inside) ?? findFrom({ from: range.base, end, size }, inside);
}

interface Search {
  readonly from: number;
  /** First address that is too high. */
  readonly end: number;
  /** Addresses of the network that is looked for. */
  readonly size: number;
}

function findFrom({ from, end, size }: Search, taken: readonly Cidr[]): Cidr | undefined {
  const prefix = 32 - Math.log2(size);
  for (let base = from; base + size <= end; base += size) {
    const cidr = { base, prefix };
    if (!taken.some((other) => overlapsCidr(other, cidr))) return cidr;
  }
  return undefined;
}
