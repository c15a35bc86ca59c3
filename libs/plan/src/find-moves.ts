import type { Risk } from '@atoll/cloud';
import type { RegionSide } from './fleet-side.ts';

/** A region that keeps its name and stands somewhere else from now on. */
export interface Move {
  readonly risk: Risk;
  readonly text: string;
}

/** Gives what it means that a region changes its control cluster, or the place where it stands. */
export function findMoves(base: RegionSide, head: RegionSide): readonly Move[] {
  return [...findPlaceMove(base, head), ...findClusterMove(base, head)];
}

/** Nothing that a cloud holds can be carried: no object shows that, since it keeps its name. */
function findPlaceMove(base: RegionSide, head: RegionSide): readonly Move[] {
  const [from, to] = [base, head].map(({ cloud, account, location }) => `${cloud} ${account}, ${location}`);
  if (from === to) return [];
  const text =
    `the region moves from ${from} to ${to}, which no cloud does: everything in ${from} is left behind with its data, ` +
    `and nobody keeps it; take the change back, and make a new region there`;
  return [{ risk: 'destructive', text }];
}

function findClusterMove(
  { controlCluster: from }: RegionSide,
  { controlCluster: to }: RegionSide,
): readonly Move[] {
  if (from === to) return [];
  const text =
    `the region moves from control cluster ${from} to ${to}: ${from} keeps its objects and goes on reconciling them until ` +
    `they are paused there, and ${to} knows no identifier that the cloud assigned, so it would create those resources again`;
  return [{ risk: 'disruptive', text }];
}
