import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isRecord } from '../fields/is-record.ts';
import type { KubeManifest } from '../manifest/kube-manifest.ts';
import { leafValues } from '../testing/arbitrary-tree.ts';
import {
  anySample,
  judgeSample,
  type Knowledge,
  type SampleObject,
  toSample,
  withMetadata,
  writtenBy,
} from '../testing/sample-object.ts';
import {
  editValue,
  type SchemaTree,
  toFieldsV1Of,
  toTreePath,
  type TreeLeaf,
  type TreeStep,
} from '../testing/schema-tree.ts';

const KNOWLEDGE: readonly Knowledge[] = ['asked', 'not asked'];

/** Gives a sample and one of its fields. */
function anyField(): fc.Arbitrary<readonly [SampleObject, TreeLeaf]> {
  return anySample().chain((sample) =>
    fc.constantFrom(...sample.leaves).map((leaf) => [sample, leaf] as const),
  );
}

function edit(object: KubeManifest, steps: readonly TreeStep[], value: unknown): KubeManifest {
  return editValue(object, steps, value) as KubeManifest;
}

/** Gives the same value with its fields, and the items of lists that are known by their keys, in another order. */
function reverseOrder(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map(reverseOrder);
    const isKeyed = value.every(
      (item) => typeof item === 'object' && item !== null && Object.hasOwn(item, 'name'),
    );
    return isKeyed ? items.reverse() : items;
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, item]) => [name, reverseOrder(item)] as const)
      .reverse(),
  );
}

function pathsOf({ changes }: ReturnType<typeof judgeSample>): readonly string[] {
  return changes.map(({ path }) => path);
}

describe.each(KNOWLEDGE)('an object of any shape, the API server %s', (knowledge) => {
  it('is in sync as the server stores it, whatever the server adds and in whatever order it writes', () => {
    fc.assert(
      fc.property(anySample(), fc.boolean(), (sample, isReversed) => {
        const live = isReversed ? (reverseOrder(sample.live) as KubeManifest) : sample.live;

        expect(judgeSample(sample, live, { knowledge })).toMatchObject({ class: 'InSync', changes: [] });
      }),
    );
  });

  it('is not in sync once one field that Git sets is gone', () => {
    fc.assert(
      fc.property(anyField(), ([sample, { steps }]) => {
        const verdict = judgeSample(sample, edit(sample.live, steps, undefined), { knowledge });

        expect(verdict.class).toBe('Modified');
        expect(verdict.changes).toHaveLength(1);
        // Without the server's word a list is told as a whole where an item is gone.
        if (knowledge === 'asked') expect(pathsOf(verdict)).toStrictEqual([toTreePath(steps)]);
        else
          expect(toTreePath(steps)).toSatisfy((path: string) => path.startsWith(pathsOf(verdict)[0] ?? '-'));
      }),
    );
  });

  it('is not in sync once one field that Git sets has another value, whoever wrote it', () => {
    fc.assert(
      fc.property(
        anyField().filter(([, leaf]) => leaf.isScalar),
        leafValues,
        fc.constantFrom(undefined, 'kubectl-edit', 'kustomize-controller'),
        ([sample, { steps, value }], other, manager) => {
          fc.pre(JSON.stringify(other) !== JSON.stringify(value));
          // Without the server's word nobody knows which maps are one value, and what is added inside one is not seen.
          fc.pre(knowledge === 'asked' || !isRecord(value) || !isRecord(other));
          const edited = edit(sample.live, steps, other);
          const live = manager === undefined ? edited : writtenBy(edited, manager, toFieldsV1Of(steps));

          const verdict = judgeSample(sample, live, { knowledge });

          expect(verdict.class).toBe('Modified');
          expect(pathsOf(verdict)).toStrictEqual([toTreePath(steps)]);
        },
      ),
    );
  });

  it('has what Git does not have once somebody adds a field, and says who', () => {
    const places = anySample().chain((sample) =>
      fc
        .constantFrom(...sample.leaves.map(({ steps }) => steps.slice(0, -1)))
        .map((parent) => [sample, parent] as const),
    );
    fc.assert(
      fc.property(places, leafValues, ([sample, parent], value) => {
        const isInSet = sample.leaves.some(
          ({ steps, isScalar }) => !isScalar && toTreePath(steps.slice(0, -1)) === toTreePath(parent),
        );
        const step: TreeStep = isInSet ? { value: 'added' } : { field: 'added' };
        const steps = [...parent, step];
        const live = writtenBy(
          edit(sample.live, steps, isInSet ? 'added' : value),
          'kubectl-edit',
          toFieldsV1Of(steps),
        );

        const verdict = judgeSample(sample, live, { knowledge });

        // Without the server's word a set that grew is another list.
        if (knowledge === 'asked' || !isInSet)
          expect(verdict).toMatchObject({
            class: 'Extra',
            changes: [{ path: toTreePath(steps), was: { absent: true }, by: { manager: 'kubectl-edit' } }],
          });
        else expect(verdict.class).not.toBe('InSync');
      }),
    );
  });

  it('has what Git does not have once somebody adds an item to a list, told as one thing', () => {
    const list: SchemaTree = {
      type: 'map',
      fields: new Map([
        [
          'containers',
          {
            type: 'list',
            items: new Map([['app', { type: 'map', fields: new Map([['image', leafOf('a')]]) }]]),
          },
        ],
      ]),
    };
    const sample = toSample(list);
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), leafValues, (name, image) => {
        fc.pre(name !== 'app');
        const item: readonly TreeStep[] = [{ field: 'spec' }, { field: 'containers' }, { item: name }];
        const steps = [...item, { field: 'image' }];
        const set = toFieldsV1Of(steps);

        const verdict = judgeSample(sample, writtenBy(edit(sample.live, steps, image), 'kubectl', set), {
          knowledge,
        });

        expect(verdict.class).toBe('Extra');
        expect(pathsOf(verdict)).toStrictEqual([toTreePath(item)]);
      }),
    );
  });

  it('stays in sync when empty maps and lists are added', () => {
    fc.assert(
      fc.property(anySample(), fc.constantFrom({}, []), (sample, empty) => {
        const steps: readonly TreeStep[] = [{ field: 'spec' }, { field: 'added' }];
        const live = writtenBy(edit(sample.live, steps, empty), 'kubectl-edit', toFieldsV1Of(steps));

        expect(judgeSample(sample, live, { knowledge })).toMatchObject({ class: 'InSync', changes: [] });
      }),
    );
  });

  it.each([
    ['500m', '0.5'],
    ['1', '1000m'],
    ['1Gi', '1024Mi'],
    ['1e3', '1k'],
    [2, '2'],
    ['0.1', '100m'],
  ])('takes %j and %j for the same quantity', (was, is) => {
    const steps: readonly TreeStep[] = ['spec', 'template', 'resources', 'limits', 'cpu'].map((field) => ({
      field,
    }));
    const sample = toSample(toTree(steps.slice(1), was));

    const same = judgeSample(sample, edit(sample.live, steps, is), { knowledge });
    const other = judgeSample(sample, edit(sample.live, steps, '7'), { knowledge });

    expect(same).toMatchObject({ class: 'InSync', changes: [] });
    expect(pathsOf(other)).toStrictEqual(['/spec/template/resources/limits/cpu']);
  });
});

describe('an object whose managers somebody wiped', () => {
  /** Whoever reports its status goes on to do so. */
  const wiped = (live: KubeManifest) => {
    const entries = live.metadata['managedFields'] as readonly { readonly subresource?: string }[];
    return withMetadata(live, {
      managedFields: entries.filter(({ subresource }) => subresource === 'status'),
    });
  };

  it('is in sync as long as nothing else was done', () => {
    fc.assert(
      fc.property(anySample(), (sample) => {
        expect(judgeSample(sample, wiped(sample.live))).toMatchObject({ class: 'InSync', changes: [] });
      }),
    );
  });

  it('has what Git does not have once a field was added with it, at any place', () => {
    fc.assert(
      fc.property(anyField(), ([sample, leaf]) => {
        const parent = leaf.steps.slice(0, -1);
        const steps: readonly TreeStep[] = leaf.isScalar
          ? [...parent, { field: 'added' }]
          : [...parent, { value: 'added' }];
        const live = wiped(edit(sample.live, steps, 'added'));

        const verdict = judgeSample(sample, live);

        expect(verdict.class).toBe('Extra');
        expect(pathsOf(verdict)).toStrictEqual([toTreePath(steps)]);
        expect(verdict.changes[0]).not.toHaveProperty('by');
      }),
    );
  });
});

describe('a map that Git leaves empty', () => {
  const steps: readonly TreeStep[] = [{ field: 'spec' }, { field: 'podSelector' }];
  const sample = toSample({ type: 'map', fields: new Map([['podSelector', leafOf({})]]) });

  it.each(KNOWLEDGE)('is drift when somebody replaces it as a whole, the API server %s', (knowledge) => {
    const edited = edit(sample.live, steps, { matchLabels: { none: 'here' } });
    const live = writtenBy(
      { ...edited, metadata: { ...edited.metadata, managedFields: [] } },
      'kubectl-edit',
      toFieldsV1Of(steps),
    );

    expect(pathsOf(judgeSample(sample, live, { knowledge }))).toStrictEqual(['/spec/podSelector']);
  });

  it.each(KNOWLEDGE)('is told field by field when somebody adds to it, the API server %s', (knowledge) => {
    const added = [...steps, { field: 'medium' }];
    const live = writtenBy(edit(sample.live, added, 'Memory'), 'kubectl-edit', toFieldsV1Of(added));

    expect(judgeSample(sample, live, { knowledge })).toMatchObject({
      class: 'Extra',
      changes: [{ path: '/spec/podSelector/medium', by: { manager: 'kubectl-edit' } }],
    });
  });
});

function leafOf(value: unknown): SchemaTree {
  return { type: 'leaf', value };
}

/** Gives a tree of nested maps with one field at its end. */
function toTree(steps: readonly TreeStep[], value: unknown): SchemaTree {
  return steps.reduceRight<SchemaTree>(
    (child, step) => ({ type: 'map', fields: new Map([['field' in step ? step.field : '', child]]) }),
    leafOf(value),
  );
}
