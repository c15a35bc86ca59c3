import {
  type CostItem,
  diffAccess,
  type ExposureFact,
  type NeededAction,
  type OwnerTask,
  type Wait,
} from '@atoll/cloud';
import { compareText } from '@atoll/core';
import { isEqualJson } from './json-value.ts';
import type { CostChange, CostDelta, ExposureDelta, NeedDelta, OwnerTaskDelta, WaitDelta } from './plan.ts';

/** Gives what begins to wait for an observed value, what has got it, and what goes on waiting. */
export function compareWaits(base: readonly Wait[], head: readonly Wait[]): WaitDelta {
  const has = (list: readonly Wait[], wait: Wait) =>
    list.some((other) => other.what === wait.what && other.field === wait.field);
  return {
    begins: head.filter((wait) => !has(base, wait)),
    ends: base.filter((wait) => !has(head, wait)),
    goesOn: head.filter((wait) => has(base, wait)),
  };
}

/** Gives the ways in and out that open and close; one whose reach changes closes and opens. */
export function compareExposure(base: readonly ExposureFact[], head: readonly ExposureFact[]): ExposureDelta {
  const has = (list: readonly ExposureFact[], fact: ExposureFact) =>
    list.some(({ id, what, reach }) => id === fact.id && what === fact.what && reach === fact.reach);
  return {
    opens: head.filter((fact) => !has(base, fact)),
    closes: base.filter((fact) => !has(head, fact)),
  };
}

/** Gives the actions that are newly needed, and those that are needed no more. */
export function compareNeeds(base: readonly NeededAction[], head: readonly NeededAction[]): NeedDelta {
  const { needsAdded, needsRemoved } = diffAccess(
    { granted: [], needed: base },
    { granted: [], needed: head },
  );
  return { added: needsAdded, removed: needsRemoved };
}

/** Gives the parts of the monthly cost that differ, and both sums over what has a known price. */
export function compareCosts(base: readonly CostItem[], head: readonly CostItem[]): CostDelta {
  const changes = listCostChanges(base, head);
  const priced = changes
    .flatMap(({ from, to }) => [from, to])
    .filter((item) => item?.monthly !== undefined) as readonly CostItem[];
  return {
    from: sumCosts(base),
    to: sumCosts(head),
    changes,
    unknown: head
      .filter(({ monthly }) => monthly === undefined)
      .map(({ what, source, dependsOnUse = false }) => ({ what, why: source, dependsOnUse })),
    sources: [...new Set(priced.map(({ source }) => source))].sort(compareText),
  };
}

/** Gives the sum of several regions' costs; what is unknown in several stands once. */
export function sumCostDeltas(deltas: readonly CostDelta[]): CostDelta {
  const unknown = new Map(
    deltas.flatMap((delta) => delta.unknown.map((item) => [JSON.stringify(item), item] as const)),
  );
  return {
    from: sumBands(deltas.map(({ from }) => from)),
    to: sumBands(deltas.map(({ to }) => to)),
    changes: [],
    unknown: [...unknown.values()],
    sources: [...new Set(deltas.flatMap(({ sources }) => sources))].sort(compareText),
  };
}

/** Gives what the owner has to do anew, what changes of it line by line, and what lapses. */
export function compareOwnerTasks(base: readonly OwnerTask[], head: readonly OwnerTask[]): OwnerTaskDelta {
  const before = new Map(base.map((task) => [task.what, task] as const));
  const after = new Map(head.map((task) => [task.what, task] as const));
  return {
    arises: head.filter(({ what }) => !before.has(what)),
    changes: head.flatMap(({ what, detail }) => {
      const old = before.get(what);
      if (old === undefined || old.detail === detail) return [];
      const [from, to] = [old.detail.split('\n'), detail.split('\n')];
      return [{ what, added: linesMissingIn(to, from), removed: linesMissingIn(from, to) }];
    }),
    lapses: base.filter(({ what }) => !after.has(what)),
  };
}

function listCostChanges(base: readonly CostItem[], head: readonly CostItem[]): readonly CostChange[] {
  const before = new Map(base.map((item) => [item.id, item] as const));
  const after = new Map(head.map((item) => [item.id, item] as const));
  const ids = [...new Set([...before.keys(), ...after.keys()])].sort(compareText);
  return ids.flatMap((id) => {
    const [from, to] = [before.get(id), after.get(id)];
    if (isSameCost(from, to)) return [];
    return [{ id, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }];
  });
}

function isSameCost(a: CostItem | undefined, b: CostItem | undefined): boolean {
  return isEqualJson(withoutSource(a), withoutSource(b));
}

function withoutSource(item: CostItem | undefined): unknown {
  return item === undefined ? undefined : { what: item.what, monthly: item.monthly };
}

function sumCosts(items: readonly CostItem[]): CostDelta['from'] {
  return sumBands(items.flatMap(({ monthly }) => monthly ?? []));
}

function sumBands(bands: readonly CostDelta['from'][]): CostDelta['from'] {
  const cents = (value: number) => Math.round(value * 100) / 100;
  return {
    low: cents(bands.reduce((sum, band) => sum + band.low, 0)),
    high: cents(bands.reduce((sum, band) => sum + band.high, 0)),
  };
}

/** Lines of one text that the other has not, as often as it lacks them. */
function linesMissingIn(lines: readonly string[], other: readonly string[]): readonly string[] {
  const left = new Map<string, number>();
  for (const line of other) left.set(line, (left.get(line) ?? 0) + 1);
  return lines.filter((line) => {
    const count = left.get(line) ?? 0;
    left.set(line, count - 1);
    return count <= 0;
  });
}
