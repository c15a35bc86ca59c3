import { compareProblems, compareText } from '@atoll/core';
import { type ComparedRegion, toCompared } from './compared-region.ts';
import { measureBlast } from './blast-radius.ts';
import { compareCosts, compareExposure, compareOwnerTasks, compareWaits, sumCostDeltas } from './deltas.ts';
import { findRenames } from './find-renames.ts';
import type { ClusterSide, FleetRest, PlanOccasion, PlanRest, RegionPair } from './fleet-side.ts';
import { planStages } from './plan-objects.ts';
import { planRegion } from './plan-region.ts';
import type { ClusterPlan, Plan, RegionPlan, SideProblem } from './plan.ts';
import { worstRisk } from './risk.ts';

/** Compares two rendered fleets, one region after another, so that memory holds one region's objects at a time. */
export interface FleetPlanner {
  /** Compares a region; its objects are not kept. */
  addRegion(pair: RegionPair): void;
  /** Gives the plan of all regions that were added, and of the rest. */
  finish(rest: PlanRest): Plan;
}

/** Makes a planner for one plan. */
export function createFleetPlanner(occasion: PlanOccasion): FleetPlanner {
  const compared: ComparedRegion[] = [];
  return {
    addRegion: (pair) => void compared.push(toCompared(pair, planRegion(pair, occasion))),
    finish: (rest) => toPlan(occasion, compared, rest),
  };
}

function toPlan(occasion: PlanOccasion, compared: readonly ComparedRegion[], rest: PlanRest): Plan {
  const { base, head, untouched, notices, lapses } = rest;
  const broken = new Set([...base.broken, ...head.broken].map(({ name }) => name));
  const whole = compared.filter(({ name }) => !broken.has(name));
  const planned = whole.flatMap(({ plan }) => plan ?? []);
  const clusters = planClusters(base.clusters, head.clusters);
  const regions = [...planned, ...[...broken].map((name) => toBroken(name, compared))];
  const risks = [...planned, ...clusters].map(({ risk }) => risk);
  return {
    base: occasion.revision,
    at: occasion.at.toISOString(),
    risk: risks.length === 0 ? 'none' : worstRisk(risks),
    blast: measureBlast({ regions, clusters, compared: whole, untouched, rest }),
    problems: [...listProblems(base, 'base'), ...listProblems(head, 'head')],
    regions: regions.sort((a, b) => compareText(a.name, b.name)),
    clusters,
    renames: findRenames(whole),
    notices,
    lapses: [...lapses].sort((a, b) => compareText(a.region, b.region) || compareText(a.text, b.text)),
    cost: sumCostDeltas(planned.map(({ cost }) => cost)),
  };
}

/** Without one of its sides nothing can be said of a region, and silence would read as "no change". */
function toBroken(name: string, compared: readonly ComparedRegion[]): RegionPlan {
  const known = compared.find((region) => region.name === name);
  const {
    cloud = '',
    account = '',
    location = '',
    cidr = '',
    controlCluster = '',
  } = known?.head ?? known?.base ?? {};
  return {
    name,
    action: 'broken',
    risk: 'safe',
    cloud,
    account,
    location,
    cidr,
    controlCluster,
    stages: [],
    waits: compareWaits([], []),
    permissions: [],
    needs: { added: [], removed: [] },
    exposure: compareExposure([], []),
    cost: compareCosts([], []),
    ownerTasks: compareOwnerTasks([], []),
    notices: [],
  };
}

function planClusters(base: readonly ClusterSide[], head: readonly ClusterSide[]): readonly ClusterPlan[] {
  const before = new Map(base.map((cluster) => [cluster.name, cluster] as const));
  const after = new Map(head.map((cluster) => [cluster.name, cluster] as const));
  const names = [...new Set([...before.keys(), ...after.keys()])].sort(compareText);
  return names.flatMap((name) => planCluster(name, before.get(name), after.get(name)));
}

function planCluster(
  name: string,
  base: ClusterSide | undefined,
  head: ClusterSide | undefined,
): readonly ClusterPlan[] {
  const judge = { planning: undefined, window: undefined };
  const stages = planStages(base?.objects ?? [], head?.objects ?? [], judge);
  if (stages.length === 0) return [];
  const action = base === undefined ? 'created' : head === undefined ? 'destroyed' : 'changed';
  const risk = worstRisk(stages.flatMap((stage) => stage.objects.map((object) => object.risk)));
  return [{ name, action, risk, stages }];
}

function listProblems(side: FleetRest, name: SideProblem['side']): readonly SideProblem[] {
  const problems = [...side.problems, ...side.broken.flatMap((region) => region.problems)];
  const distinct = new Map(problems.map((problem) => [JSON.stringify(problem), problem] as const));
  return [...distinct.values()].sort(compareProblems).map((problem) => ({ side: name, ...problem }));
}
