import type { RememberedProposal } from './proposal-memory.ts';

/** Proposals of one region that are looked at in a round: an agent has a handful, and reading one takes some milliseconds. */
const MOST_PER_REGION = 20;

/** A branch at a commit. */
interface BranchAt {
  readonly branch: string;
  readonly commit: string;
}

/** Takes the first proposals of each region, by name, so that one region's flood holds up no other region. */
export function limitPerRegion(branches: readonly BranchAt[]): {
  readonly taken: readonly BranchAt[];
  readonly left: readonly Omit<RememberedProposal, 'head'>[];
} {
  const byRegion = Map.groupBy(
    branches.toSorted((a, b) => (a.branch < b.branch ? -1 : 1)),
    regionOf,
  );
  const groups = [...byRegion.values()];
  return {
    taken: groups.flatMap((group) => group.slice(0, MOST_PER_REGION)),
    left: groups.flatMap((group) => group.slice(MOST_PER_REGION)).map(toLeft),
  };
}

function regionOf({ branch }: BranchAt): string {
  return branch.split('/')[1] ?? '';
}

function toLeft({ branch, commit }: BranchAt): Omit<RememberedProposal, 'head'> {
  const detail = `the region has more than ${MOST_PER_REGION} new proposals; it is looked at in a later round`;
  const base = { branch, commit, region: regionOf({ branch, commit }), merge: undefined, until: undefined };
  return { ...base, outcome: 'refused', code: 'ERR_PROPOSAL_MANY', detail, isFinal: false };
}
