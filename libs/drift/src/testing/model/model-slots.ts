import type { TreeStep } from '../schema-tree.ts';

/** A field of the model's one kind, of each sort that the API server tells apart. */
export interface ModelSlot {
  readonly steps: readonly TreeStep[];
  /** What the server fills in where nobody sets it. */
  readonly byDefault?: unknown;
  /** Values that Git may want; the first is the usual one. */
  readonly wanted: readonly unknown[];
  /** Values that others may write; none is the default, for nobody can tell that from the default. */
  readonly foreign: readonly unknown[];
  /** Written by a controller by its office, and by nobody else. */
  readonly isOfficial?: true;
}

const spec = { field: 'spec' };
const env = { field: 'env' };
const tags = { field: 'tags' };

/** The fields of the model's kind: scalars, a default, a keyed list, a set, atoms, free maps. */
export const modelSlots: readonly ModelSlot[] = [
  { steps: [spec, { field: 'image' }], wanted: ['app:1', 'app:2'], foreign: ['evil:1', 'app:2'] },
  { steps: [spec, { field: 'replicas' }], byDefault: 1, wanted: [2, 3], foreign: [5, 6] },
  { steps: [spec, { field: 'paused' }], wanted: [true, false], foreign: [true, false] },
  { steps: [spec, env, { item: 'A' }, { field: 'value' }], wanted: ['1', '2'], foreign: ['1', '9'] },
  { steps: [spec, env, { item: 'B' }, { field: 'value' }], wanted: ['1', '2'], foreign: ['1', '9'] },
  { steps: [spec, tags, { value: 'x' }], wanted: ['x'], foreign: ['x'] },
  { steps: [spec, tags, { value: 'y' }], wanted: ['y'], foreign: ['y'] },
  { steps: [spec, { field: 'args' }], wanted: [['--a'], ['--a', '--b']], foreign: [['--b'], ['--b', '--a']] },
  { steps: [spec, { field: 'any' }, { field: 'deep' }], wanted: [{ a: 1 }], foreign: [{ a: 2 }] },
  {
    steps: [{ field: 'metadata' }, { field: 'labels' }, { field: 'team/x' }],
    wanted: ['ops'],
    foreign: ['none', 'ops'],
  },
  {
    steps: [{ field: 'metadata' }, { field: 'annotations' }, { field: 'revision' }],
    wanted: [],
    foreign: ['1', '2'],
    isOfficial: true,
  },
];
