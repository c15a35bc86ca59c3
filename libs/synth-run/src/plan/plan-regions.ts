import type { BrokenRegion, FleetPlanner } from '@atoll/plan';
import type { ControlClusterMember, Synth } from '@atoll/synth';
import type { LoadedPair } from './loaded-pair.ts';
import type { LoadedSide } from './load-side.ts';
import type { PlanOptions } from './plan-options.ts';
import { type PlannedSide, renderSide } from './render-side.ts';

/** A region as its control cluster has to know it. */
export interface PlannedMember extends ControlClusterMember {
  readonly controlCluster: string;
}

/** What is kept of the regions that were rendered: their objects are gone. */
export interface PlannedRegions {
  /** Regions of the base that were rendered and that no side breaks. */
  readonly base: readonly PlannedMember[];
  readonly head: readonly PlannedMember[];
  readonly brokenInBase: readonly BrokenRegion[];
  readonly brokenInHead: readonly BrokenRegion[];
}

/** What rendering takes. */
export interface PlanTools extends Pick<PlanOptions, 'at' | 'onProgress'> {
  readonly synth: Synth;
}

/** One side while its regions are rendered. */
interface SideRun {
  readonly render: (name: string) => PlannedSide | BrokenRegion | undefined;
  readonly members: PlannedMember[];
  readonly broken: BrokenRegion[];
}

/** Renders the regions that may differ on both sides, one after another, and hands each pair to the planner. */
export function planRegions(
  { base, head, candidates }: LoadedPair,
  planner: FleetPlanner,
  tools: PlanTools,
): PlannedRegions {
  const [before, after] = [openSide(base, tools), openSide(head, tools)];
  const unreadable = new Set([...base.broken, ...head.broken].map(({ name }) => name));
  const names = [...candidates].filter((name) => !unreadable.has(name)).sort();
  for (const [index, name] of names.entries()) {
    planOne(name, { before, after }, planner);
    tools.onProgress?.({ done: index + 1, total: names.length, region: name });
  }
  return {
    base: before.members,
    head: after.members,
    brokenInBase: [...base.broken, ...before.broken],
    brokenInHead: [...head.broken, ...after.broken],
  };
}

function planOne(
  name: string,
  { before, after }: { readonly before: SideRun; readonly after: SideRun },
  planner: FleetPlanner,
): void {
  const [old, fresh] = [before.render(name), after.render(name)];
  if (isBroken(old)) before.broken.push(old);
  if (isBroken(fresh)) after.broken.push(fresh);
  if (isBroken(old) || isBroken(fresh)) return;
  planner.addRegion({ base: old?.side, head: fresh?.side });
  if (old !== undefined) before.members.push(toMember(old));
  if (fresh !== undefined) after.members.push(toMember(fresh));
}

function openSide({ fleet }: LoadedSide, { synth, at }: PlanTools): SideRun {
  const byName = new Map(fleet.regions.map((loaded) => [loaded.region.name, loaded] as const));
  return {
    render: (name) => {
      const loaded = byName.get(name);
      return loaded === undefined ? undefined : renderSide(loaded, synth, { freezes: fleet.freezes, at });
    },
    members: [],
    broken: [],
  };
}

function isBroken(outcome: PlannedSide | BrokenRegion | undefined): outcome is BrokenRegion {
  return outcome !== undefined && 'problems' in outcome;
}

function toMember({ side, managedGroups }: PlannedSide): PlannedMember {
  const { name, cloud, controlCluster } = side;
  return { name, cloud, controlCluster, managedGroups };
}
