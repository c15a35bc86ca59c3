import fc from 'fast-check';
import type { SlotValues } from './model-object.ts';
import { modelSlots } from './model-slots.ts';
import { MODEL_NAMES, type ModelStep } from './model-world.ts';

const FOREIGNERS = ['kubectl-edit', 'helm', 'kubectl-create', 'kustomize-controller'];

const names = fc.constantFrom<string>(...MODEL_NAMES);

const writable = modelSlots.flatMap(({ isOfficial }, slot) => (isOfficial === true ? [] : [slot]));

/** What a commit wants: an image always, the others now and then. */
const manifests: fc.Arbitrary<SlotValues> = fc
  .tuple(
    ...writable.map((slot) => {
      const values = fc.constantFrom(...(modelSlots[slot]?.wanted ?? []));
      return slot === 0 ? values : fc.option(values, { nil: undefined });
    }),
  )
  .map(
    (values) =>
      new Map(values.flatMap((value, at) => (value === undefined ? [] : [[writable[at] ?? 0, value]]))),
  );

function anyWrite(type: 'edit' | 'add' | 'seize'): fc.Arbitrary<ModelStep> {
  return fc
    .record({
      name: names,
      slot: fc.constantFrom(...writable),
      choice: fc.nat(1),
      // A forced apply in the owner's name would be the owner's.
      manager: fc.constantFrom(
        ...FOREIGNERS.filter((name) => type !== 'seize' || name !== 'kustomize-controller'),
      ),
    })
    .map((step) => ({ type, ...step }));
}

/** Gives one thing that happens, the usual ones more often. */
export const anyStep: fc.Arbitrary<ModelStep> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('commit' as const),
      name: names,
      wanted: fc.option(manifests, { nil: undefined, freq: 6 }),
    }),
  },
  { weight: 4, arbitrary: fc.record({ type: fc.constant('flux' as const), name: names }) },
  { weight: 3, arbitrary: anyWrite('edit') },
  { weight: 3, arbitrary: anyWrite('add') },
  { weight: 1, arbitrary: anyWrite('seize') },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('remove' as const),
      name: names,
      slot: fc.constantFrom(...writable),
      manager: fc.constantFrom(...FOREIGNERS),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('status' as const),
      name: names,
      phase: fc.constantFrom('Up', 'Down'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant('office' as const), name: names, choice: fc.nat(1) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constantFrom('delete' as const, 'finalize' as const), name: names }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant('recreate' as const), name: names, hasFinalizer: fc.boolean() }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ type: fc.constantFrom('event' as const, 'git' as const, 'look' as const) }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('relist' as const) }) },
);

/** Gives a sequence that begins with a manifest that Flux has applied. */
export const anySequence: fc.Arbitrary<readonly ModelStep[]> = fc
  .tuple(manifests, fc.array(anyStep, { maxLength: 40, size: 'max' }))
  .map(([wanted, steps]): readonly ModelStep[] => [
    { type: 'commit', name: 'one', wanted },
    { type: 'flux', name: 'one' },
    ...steps,
  ]);
