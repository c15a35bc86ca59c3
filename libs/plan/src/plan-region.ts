import type { CloudPlanning } from '@atoll/cloud';
import { compareCosts, compareExposure, compareNeeds, compareOwnerTasks, compareWaits } from './deltas.ts';
import { findMoves, type Move } from './find-moves.ts';
import type { PlanOccasion, RegionPair, RegionSide } from './fleet-side.ts';
import { explainWindow } from './maintenance-window.ts';
import { comparePermissions } from './permission-delta.ts';
import { planStages } from './plan-objects.ts';
import type { Notice, RegionPlan } from './plan.ts';
import { worstRisk } from './risk.ts';

/** What planning a region takes. */
type RegionContext = Pick<PlanOccasion, 'planningOf' | 'at'>;

/** Gives what becomes of one region; undefined where both sides render the same and there is nothing to say. */
export function planRegion({ base, head }: RegionPair, context: RegionContext): RegionPlan | undefined {
  if (base === undefined || head === undefined) return toRegionPlan({ base, head }, [], context);
  const moves = findMoves(base, head);
  const plan = toRegionPlan({ base, head }, moves, context);
  return moves.length === 0 && isEmpty(plan) ? undefined : plan;
}

function toRegionPlan(
  { base, head }: RegionPair,
  moves: readonly Move[],
  { planningOf, at }: RegionContext,
): RegionPlan {
  const region = (head ?? base) as RegionSide;
  // The owner agreed to the window that stands; a change must not open one for itself.
  const window = explainWindow((base ?? region).window, at);
  const judge = { planning: planningOf(region.cloud), window };
  const stages = planStages(base?.objects ?? [], head?.objects ?? [], judge);
  const objects = stages.flatMap((stage) => stage.objects);
  const { name, cloud, account, location, cidr, controlCluster } = region;
  return {
    name,
    action: actionOf({ base, head }),
    risk: worstRisk([...objects.map(({ risk }) => risk), ...moves.map((move) => move.risk)]),
    cloud,
    account,
    location,
    cidr,
    controlCluster,
    stages,
    ...compareSides(base, head, planningOf),
    notices: [...moves.map(({ text }): Notice => ({ kind: 'move', text })), ...region.notices],
  };
}

function actionOf({ base, head }: RegionPair): RegionPlan['action'] {
  if (base === undefined) return 'created';
  return head === undefined ? 'destroyed' : 'changed';
}

function compareSides(
  base: RegionSide | undefined,
  head: RegionSide | undefined,
  planningOf: RegionContext['planningOf'],
): Pick<RegionPlan, 'waits' | 'permissions' | 'needs' | 'exposure' | 'cost' | 'ownerTasks'> {
  const [before, after] = [base, head].map((side) => {
    const objects = side?.objects.map(({ object }) => object) ?? [];
    const planning = side === undefined ? undefined : planningOf(side.cloud);
    return {
      exposure: planning?.listExposure(objects) ?? [],
      costs: planning?.listCosts(objects) ?? [],
      permissions: planning?.listPermissions(objects) ?? [],
    };
  }) as [Facts, Facts];
  return {
    // What goes with its region waits for nothing, and has not got it either.
    waits: head === undefined ? compareWaits([], []) : compareWaits(base?.waits ?? [], head.waits),
    permissions: comparePermissions(before.permissions, after.permissions),
    needs: compareNeeds(base?.needs ?? [], head?.needs ?? []),
    exposure: compareExposure(before.exposure, after.exposure),
    cost: compareCosts(before.costs, after.costs),
    ownerTasks: compareOwnerTasks(base?.ownerTasks ?? [], head?.ownerTasks ?? []),
  };
}

interface Facts {
  readonly exposure: ReturnType<CloudPlanning['listExposure']>;
  readonly costs: ReturnType<CloudPlanning['listCosts']>;
  readonly permissions: ReturnType<CloudPlanning['listPermissions']>;
}

/** A freeze is worth a word only where something would be published. */
function isEmpty(plan: Pick<RegionPlan, 'stages' | 'waits' | 'ownerTasks'>): boolean {
  const { waits, ownerTasks } = plan;
  const lists = [plan.stages, waits.begins, waits.ends, ...Object.values(ownerTasks)];
  return lists.every((list) => list.length === 0);
}
