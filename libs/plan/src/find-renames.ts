import type { ComparedRegion, RegionFacts } from './compared-region.ts';
import type { Rename } from './plan.ts';

/**
 * Gives the pairs of a region that goes and one that comes in the same account and place with the same network.
 *
 * Names never move: what looks like a new name is a region that is destroyed and another one that is made.
 */
export function findRenames(regions: readonly ComparedRegion[]): readonly Rename[] {
  const gone = regions.filter(({ head }) => head === undefined);
  const came = regions.filter(({ base }) => base === undefined);
  return gone.flatMap((from) =>
    came
      .filter((to) => isAlike(from.base as RegionFacts, to.head as RegionFacts))
      .map((to) => ({ from: from.name, to: to.name, text: explain(from, to) })),
  );
}

function isAlike(a: RegionFacts, b: RegionFacts): boolean {
  return a.cloud === b.cloud && a.account === b.account && a.location === b.location && a.cidr === b.cidr;
}

function explain({ name: from }: ComparedRegion, { name: to }: ComparedRegion): string {
  return (
    `${from} is not renamed to ${to}: cloud names never move, so ${from} is destroyed with its data and ${to} is made empty. ` +
    `Keep the folder's name, or make ${to} beside ${from} with a network of its own, move, and take ${from} away after that.`
  );
}
