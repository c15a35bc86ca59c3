import type { ComparedRegion } from './compared-region.ts';
import { countFollowers, type Followers } from './followers.ts';
import type { PlanRest } from './fleet-side.ts';
import type { BlastRadius, ClusterPlan, ObjectPlan, RegionPlan, StagePlan, Tally } from './plan.ts';

/** What is measured. */
export interface PlannedFleet {
  readonly regions: readonly RegionPlan[];
  readonly clusters: readonly ClusterPlan[];
  /** Regions that were compared and can be rendered on the sides that have them. */
  readonly compared: readonly ComparedRegion[];
  readonly untouched: number;
  readonly rest: PlanRest;
}

/** Gives how far the planned changes reach. */
export function measureBlast(fleet: PlannedFleet): BlastRadius {
  const { regions, clusters, compared, untouched } = fleet;
  const stages = [...regions, ...clusters].flatMap((plan) => plan.stages);
  const objects = stages.flatMap((stage) => stage.objects);
  const fields = objects.flatMap((object) => object.fields);
  return {
    regions: {
      created: countAction(regions, 'created'),
      changed: countAction(regions, 'changed'),
      destroyed: countAction(regions, 'destroyed'),
      broken: countAction(regions, 'broken'),
      // Both sides may render alike although the input differs.
      untouched: untouched + compared.filter(({ plan }) => plan === undefined).length,
    },
    stages: stages.length,
    objects: tally(objects),
    managedResources: tally(objects.filter(({ isManaged }) => isManaged)),
    refusals: fields.filter(({ verdict }) => verdict?.effect === 'refused').length,
    ...sumFollowers(listWoken(fleet)),
  };
}

/**
 * Gives what follows the branches that move.
 *
 * Publishing moves `region/<region>` for every change of a region, and `cluster/<cluster>` when the control cluster's folder
 * or a region's stage `flux` changes: its first Kustomization applies that stage.
 */
function listWoken({ regions, clusters, compared, rest }: PlannedFleet): readonly Followers[] {
  const changed = compared.filter(({ plan }) => plan !== undefined && plan.stages.length > 0);
  const moved = new Set([
    ...clusters.map(({ name }) => name),
    ...regions.filter(({ stages }) => stages.some(isRootStage)).map(({ controlCluster }) => controlCluster),
  ]);
  const standing = new Set(rest.head.clusters.map(({ name }) => name));
  const gone = rest.base.clusters.filter(({ name }) => !standing.has(name));
  const woken = [...rest.head.clusters, ...gone].filter(({ name }) => moved.has(name));
  return [
    ...changed.map(({ followers }) => followers),
    ...woken.map(({ objects }) => countFollowers(objects)),
  ];
}

function sumFollowers(followers: readonly Followers[]): Followers {
  return {
    kustomizations: followers.reduce((sum, { kustomizations }) => sum + kustomizations, 0),
    gitRepositories: followers.reduce((sum, { gitRepositories }) => sum + gitRepositories, 0),
  };
}

function isRootStage({ folder }: StagePlan): boolean {
  return folder.startsWith('control-plane/') && folder.endsWith('/flux');
}

function countAction(regions: readonly RegionPlan[], action: RegionPlan['action']): number {
  return regions.filter((region) => region.action === action).length;
}

function tally(objects: readonly ObjectPlan[]): Tally {
  const count = (action: ObjectPlan['action']) => objects.filter((object) => object.action === action).length;
  return { created: count('create'), changed: count('change'), deleted: count('delete') };
}
