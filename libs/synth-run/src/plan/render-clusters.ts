import type { ClusterSide } from '@atoll/plan';
import type { ControlClusterMember, LoadedOrganization, LoadedRegion, Synth } from '@atoll/synth';
import type { PlannedMember } from './plan-regions.ts';

/** One side as its control clusters have to know it. */
export interface ClusterFleet {
  readonly organization: LoadedOrganization;
  /** Regions that were rendered, since they differ. */
  readonly members: readonly PlannedMember[];
}

/** What rendering control clusters takes. */
export interface ClusterFleets {
  /** Undefined: this side has no organization, so no control cluster either. */
  readonly base: ClusterFleet | undefined;
  readonly head: ClusterFleet | undefined;
  /** Regions that are the same on both sides. */
  readonly untouched: readonly LoadedRegion[];
  readonly isOrganizationSame: boolean;
}

/** Both sides of every control cluster that has a region that differs. */
export interface RenderedClusters {
  readonly base: readonly ClusterSide[];
  readonly head: readonly ClusterSide[];
}

/** Groups of an untouched region, rendered only when somebody has to know. */
type GroupsOf = (region: LoadedRegion) => readonly string[];

/**
 * Renders the control clusters of the regions that differ, on both sides.
 *
 * Which providers a cluster runs follows from the API groups that all its regions use. Of untouched regions they are looked
 * up one region after another, and only until every group is found that just one side's changed regions use: all others
 * are the same on both sides, whoever uses them.
 */
export function renderClusters(fleets: ClusterFleets, synth: Synth): RenderedClusters {
  const names = listTouched(fleets);
  const groupsOf: GroupsOf = (region) => synth.renderRegion(region).managedGroups;
  const sides = names.map((name) => renderCluster(name, fleets, { synth, groupsOf }));
  return { base: sides.flatMap(({ base }) => base), head: sides.flatMap(({ head }) => head) };
}

function listTouched({ base, head, untouched, isOrganizationSame }: ClusterFleets): readonly string[] {
  const members = [...(base?.members ?? []), ...(head?.members ?? [])];
  const names = new Set(members.map(({ controlCluster }) => controlCluster));
  if (!isOrganizationSame) for (const { region } of untouched) names.add(region.controlCluster);
  return [...names].sort();
}

interface Tools {
  readonly synth: Synth;
  readonly groupsOf: GroupsOf;
}

function renderCluster(name: string, fleets: ClusterFleets, { synth, groupsOf }: Tools): RenderedClusters {
  const untouched = fleets.untouched.filter(({ region }) => region.controlCluster === name);
  const [before, after] = [fleets.base, fleets.head].map((fleet) => listMembers(name, fleet)) as [
    readonly ControlClusterMember[],
    readonly ControlClusterMember[],
  ];
  const same = toMembers(untouched, { wanted: listOneSided(before, after), groupsOf });
  return {
    base: renderOne(name, [...same, ...before], { fleet: fleets.base, synth }),
    head: renderOne(name, [...same, ...after], { fleet: fleets.head, synth }),
  };
}

function listMembers(name: string, fleet: ClusterFleet | undefined): readonly ControlClusterMember[] {
  return (fleet?.members ?? []).filter(({ controlCluster }) => controlCluster === name);
}

function listOneSided(
  before: readonly ControlClusterMember[],
  after: readonly ControlClusterMember[],
): ReadonlySet<string> {
  const [old, fresh] = [before, after].map(
    (members) => new Set(members.flatMap(({ managedGroups }) => managedGroups)),
  ) as [Set<string>, Set<string>];
  return new Set([
    ...[...old].filter((group) => !fresh.has(group)),
    ...[...fresh].filter((group) => !old.has(group)),
  ]);
}

function toMembers(
  untouched: readonly LoadedRegion[],
  { wanted, groupsOf }: { readonly wanted: ReadonlySet<string>; readonly groupsOf: GroupsOf },
): readonly ControlClusterMember[] {
  const missing = new Set(wanted);
  return untouched.map((loaded) => {
    const managedGroups = missing.size === 0 ? [] : groupsOf(loaded);
    for (const group of managedGroups) missing.delete(group);
    return { name: loaded.region.name, cloud: loaded.region.cloud, managedGroups };
  });
}

function renderOne(
  name: string,
  regions: readonly ControlClusterMember[],
  { fleet, synth }: { readonly fleet: ClusterFleet | undefined; readonly synth: Synth },
): readonly ClusterSide[] {
  if (fleet === undefined || regions.length === 0) return [];
  const { organization } = fleet;
  const { objects } = synth.planControlCluster({ name, regions, organization }).render();
  return [{ name, objects }];
}
