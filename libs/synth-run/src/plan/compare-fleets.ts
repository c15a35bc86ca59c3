import { isDeepStrictEqual } from 'node:util';
import { createFleetPlanner, type FleetRest, type Plan, type PlanBase } from '@atoll/plan';
import type { Synth } from '@atoll/synth';
import type { LoadedFleet } from '../load-fleet.ts';
import { listFreezeChanges } from './list-freeze-changes.ts';
import { listLapses } from './list-lapses.ts';
import { loadSide, type LoadedSide } from './load-side.ts';
import type { LoadedPair } from './loaded-pair.ts';
import type { PlanOptions } from './plan-options.ts';
import { planRegions } from './plan-regions.ts';
import { renderClusters } from './render-clusters.ts';
import { isNothing, listChangedRegions, listGrantFiles, readSideTexts } from './side-texts.ts';

/** What is compared. */
export interface FleetComparison extends Omit<PlanOptions, 'base'> {
  readonly revision: PlanBase;
  /** Folder with the base's `regions/`. */
  readonly baseRoot: string;
  /** Reads and renders both sides. */
  readonly synth: Synth;
}

/** Reads both sides, renders what differs on each, and plans. */
export async function compareFleets(comparison: FleetComparison): Promise<Plan> {
  const { revision, at } = comparison;
  const pair = await loadPair(comparison);
  const { base, head, candidates } = pair;
  const planner = createFleetPlanner({ revision, at, planningOf: planningOf(pair) });
  const told = {
    notices: listFreezeChanges(base.fleet.freezes, head.fleet.freezes),
    lapses: listLapses(head.texts.files, head.fleet.regions),
  };
  if (!isReadable(base) || !isReadable(head)) {
    // Without an organization a side has no region at all, which is not what its author wants.
    return planner.finish({ base: toUnreadable(base), head: toUnreadable(head), untouched: 0, ...told });
  }
  const planned = planRegions(pair, planner, comparison);
  const untouched = head.fleet.regions.filter(({ facts }) => !candidates.has(facts.name));
  const clusters = renderClusters(
    {
      base: toClusterFleet(base.fleet, planned.base),
      head: toClusterFleet(head.fleet, planned.head),
      untouched,
      isOrganizationSame: isDeepStrictEqual(withoutFile(base.fleet), withoutFile(head.fleet)),
    },
    comparison.synth,
  );
  return planner.finish({
    base: { broken: planned.brokenInBase, clusters: clusters.base, problems: base.problems },
    head: { broken: planned.brokenInHead, clusters: clusters.head, problems: head.problems },
    untouched: untouched.length,
    ...told,
  });
}

async function loadPair({ root, baseRoot, at, synth }: FleetComparison): Promise<LoadedPair> {
  const [baseTexts, headTexts] = await Promise.all([readSideTexts(baseRoot), readSideTexts(root)]);
  const changed = listChangedRegions(baseTexts, headTexts);
  const head = await loadSide(headTexts, {
    ...{ names: headTexts.names, others: [], at, synth },
    published: listGrantFiles(baseTexts),
  });
  const isChanged = new Set(changed);
  const others = head.fleet.regions.map(({ facts }) => facts).filter(({ name }) => !isChanged.has(name));
  const names = baseTexts.names.filter((name) => isChanged.has(name));
  const base = await loadSide(baseTexts, { names, others, at, synth });
  return { base, head, candidates: listCandidates(changed, base, head) };
}

/** A region whose parsed input is the same renders the same, whatever became of comments and order. */
function listCandidates(changed: readonly string[], base: LoadedSide, head: LoadedSide): ReadonlySet<string> {
  const [before, after] = [inputsOf(base.fleet), inputsOf(head.fleet)];
  return new Set(
    changed.filter((name) => {
      const [old, fresh] = [before.get(name), after.get(name)];
      return old === undefined || fresh === undefined || !isDeepStrictEqual(old, fresh);
    }),
  );
}

function inputsOf({ regions }: LoadedFleet): ReadonlyMap<string, unknown> {
  return new Map(regions.map(({ facts, input }) => [facts.name, input] as const));
}

function toClusterFleet({ organization }: LoadedFleet, members: ReturnType<typeof planRegions>['base']) {
  return organization === undefined ? undefined : { organization, members };
}

/** An empty base is one, too: there every region is new. */
function isReadable({ fleet, texts }: LoadedSide): boolean {
  return fleet.organization !== undefined || isNothing(texts);
}

function toUnreadable({ problems, broken }: LoadedSide): FleetRest {
  const all = [...problems, ...broken.flatMap((region) => region.problems)];
  return { clusters: [], broken: [], problems: all };
}

function withoutFile({ organization }: LoadedFleet): unknown {
  return organization === undefined ? undefined : { ...organization, file: '' };
}

function planningOf({ base, head }: LoadedPair) {
  const clouds = new Map(
    [...base.fleet.regions, ...head.fleet.regions].map(({ cloud }) => [cloud.name, cloud.planning] as const),
  );
  return (name: string) => {
    const planning = clouds.get(name);
    if (planning === undefined) throw new RangeError(`no region runs in ${name}`);
    return planning;
  };
}
