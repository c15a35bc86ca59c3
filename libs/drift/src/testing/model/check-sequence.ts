import type { Verdict } from '@atoll/agent-model';
import { expect } from 'vitest';
import { isPathBelow } from '../../fields/managed-fields.ts';
import { createIncrementalEngine, judgeModel, learnModel } from './incremental-engine.ts';
import { toTreePath } from '../schema-tree.ts';
import { listTrueChanges } from './list-true-changes.ts';
import { modelSlots } from './model-slots.ts';
import { MODEL_NAMES, type ModelStep, ModelWorld } from './model-world.ts';

/**
 * Lets a sequence happen and fails unless every verdict is then the one of a full compare that starts from nothing, each
 * report says something new, and the last report on an object is its verdict.
 */
export function checkSequence(steps: readonly ModelStep[]): void {
  const world = new ModelWorld();
  for (const step of steps) world.take(step);
  world.settle();
  for (const name of MODEL_NAMES) checkObject(world, name);
  checkReports(world);
  checkQuiet(world);
}

function checkObject(world: ModelWorld, name: string): void {
  const { engine } = world;
  const [desired, live] = [world.wantedOf(name), world.read(name)];
  const verdict = engine.verdictOf(name);
  if (desired === undefined) {
    expect(verdict?.class).toBe(live === undefined ? undefined : 'Orphan');
    return;
  }
  expect(verdict).toBeDefined();
  const fresh = judgeModel({ desired, live }, learnModel(world.dryRun(name, desired)), engine.uidOf(name));
  expect(toComparable(verdict)).toStrictEqual(toComparable(fresh));
  const object = world.objectOf(name);
  if (object === undefined || object.isTerminating) return;
  // What is gone with all around it is told as high up as it is gone.
  const told = verdict?.changes.map(({ path }) => path) ?? [];
  const isTold = (path: string) => told.some((each) => path === each || isPathBelow(path, each));
  const changes = listTrueChanges(object, world.valuesOf(desired));
  expect(changes.filter((path) => !isTold(path))).toStrictEqual([]);
  expect(
    told.filter((each) => !changes.some((path) => path === each || isPathBelow(path, each))),
  ).toStrictEqual([]);
}

/** Nothing is told twice, and what was told last is what is so. */
function checkReports({ engine }: ModelWorld): void {
  for (const name of MODEL_NAMES) {
    const told = engine.reports
      .filter((report) => report.name === name)
      .map(({ verdict, live }) => JSON.stringify([verdict.class, verdict.changes, live?.metadata['uid']]));
    const doubled = told.filter((text, at) => text === told[at - 1]);
    expect(doubled).toStrictEqual([]);
    const verdict = engine.verdictOf(name);
    if (verdict !== undefined)
      expect(engine.reports.findLast((report) => report.name === name)?.verdict.changes).toStrictEqual(
        verdict.changes,
      );
  }
}

/** A relist and a restart say nothing new. */
function checkQuiet(world: ModelWorld): void {
  const { engine } = world;
  const count = engine.reports.length;
  world.take({ type: 'relist' });
  world.settle();
  expect(engine.reports).toHaveLength(count);

  const uids = new Map(MODEL_NAMES.flatMap((name) => toUid(name, engine.uidOf(name))));
  const restarted = createIncrementalEngine(world, uids);
  for (const name of MODEL_NAMES) {
    const wanted = world.wantedOf(name);
    if (wanted !== undefined) restarted.takeDesired(name, wanted);
    restarted.takeObject(name, world.read(name));
  }
  for (let asked = true; asked; asked = restarted.look());
  for (const name of MODEL_NAMES)
    expect(toComparable(restarted.verdictOf(name))).toStrictEqual(toComparable(engine.verdictOf(name)));
}

function toUid(name: string, uid: string | undefined): readonly (readonly [string, string])[] {
  return uid === undefined ? [] : [[name, uid]];
}

const DEFAULTED = modelSlots
  .filter(({ byDefault }) => byDefault !== undefined)
  .map(({ steps }) => toTreePath(steps));

/** Once somebody else owns a field, the server does not tell its default any more: what it was is left out there. */
function toComparable(verdict: (Verdict & { readonly uid?: unknown }) | undefined): unknown {
  if (verdict === undefined) return undefined;
  const changes = verdict.changes.map(({ was, ...change }) =>
    DEFAULTED.includes(change.path) ? change : { ...change, was },
  );
  return { class: verdict.class, changes };
}
