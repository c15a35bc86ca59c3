import type { RegionPair, RegionSide } from './fleet-side.ts';
import { countFollowers, type Followers } from './followers.ts';
import type { RegionPlan } from './plan.ts';

/** What is kept of a region that was compared: everything but its objects. */
export interface ComparedRegion {
  readonly name: string;
  /** Undefined where both sides render the same. */
  readonly plan: RegionPlan | undefined;
  readonly base: RegionFacts | undefined;
  readonly head: RegionFacts | undefined;
  /** What follows the region's branch, on the new side. */
  readonly followers: Followers;
}

/** Where a region stands. */
export type RegionFacts = Pick<RegionSide, 'cloud' | 'account' | 'location' | 'cidr' | 'controlCluster'>;

/** Gives what is kept of a pair and its plan. */
export function toCompared({ base, head }: RegionPair, plan: RegionPlan | undefined): ComparedRegion {
  const { name } = (head ?? base) as RegionSide;
  return {
    name,
    plan,
    base: toFacts(base),
    head: toFacts(head),
    followers: countFollowers(head?.objects ?? []),
  };
}

function toFacts(side: RegionSide | undefined): RegionFacts | undefined {
  if (side === undefined) return undefined;
  const { cloud, account, location, cidr, controlCluster } = side;
  return { cloud, account, location, cidr, controlCluster };
}
