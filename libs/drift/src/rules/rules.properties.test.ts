import type { ElasticField, IgnoreRule } from '@atoll/agent-model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anySample, judgeSample, STRICT, toSample, writtenBy } from '../testing/sample-object.ts';
import type { KubeManifest } from '../manifest/kube-manifest.ts';
import {
  editValue,
  type SchemaTree,
  toFieldsV1Of,
  toTreePath,
  type TreeLeaf,
  type TreeStep,
} from '../testing/schema-tree.ts';

const MATCH = { kind: 'Widget' };

function drifted(live: KubeManifest, { steps }: TreeLeaf): KubeManifest {
  return editValue(live, steps, undefined) as KubeManifest;
}

/** What a pattern should take in, said over steps instead of over texts. */
function isCovered(pattern: readonly (TreeStep | '*')[], steps: readonly TreeStep[]): boolean {
  return (
    pattern.length <= steps.length &&
    pattern.every((wanted, at) => {
      const step = steps[at];
      if (step === undefined) return false;
      return wanted === '*' || toTreePath([wanted]) === toTreePath([step]);
    })
  );
}

/** A wildcard takes a field where a field stands, and an item where an item stands. */
function toPattern(steps: readonly TreeStep[], wild: readonly boolean[]) {
  const pattern = steps.map((step, at) => (wild[at] === true ? ('*' as const) : step));
  const text = steps
    .map((step, at) => (wild[at] === true ? ('field' in step ? '/*' : '[*]') : toTreePath([step])))
    .join('');
  return { pattern, text };
}

describe('an ignore rule', () => {
  const questions = anySample().chain((sample) =>
    fc.record({
      sample: fc.constant(sample),
      leaf: fc.constantFrom(...sample.leaves),
      named: fc.constantFrom(...sample.leaves),
      depth: fc.integer({ min: 1, max: 8 }),
      wild: fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
    }),
  );

  it('covers what its path names and all below, whatever stands there, and nothing else', () => {
    fc.assert(
      fc.property(questions, ({ sample, leaf, named, depth, wild }) => {
        const { pattern, text } = toPattern(named.steps.slice(0, depth), wild);
        const ignore: readonly IgnoreRule[] = [{ match: MATCH, paths: [text], reason: 'a test' }];

        const verdict = judgeSample(sample, drifted(sample.live, leaf), { rules: { ...STRICT, ignore } });

        // A wildcard covers steps of its own sort, which the pattern was made from, or the path is another's.
        const sorts = named.steps.slice(0, depth).every((step, at) => {
          const other = leaf.steps[at];
          return other === undefined || 'field' in step === 'field' in other;
        });
        expect(verdict.class).toBe(isCovered(pattern, leaf.steps) && sorts ? 'InSync' : 'Modified');
      }),
    );
  });

  it('follows an item wherever it stands in its list', () => {
    const names = ['a', 'b', 'c', 'd'];
    const sample = toSample({
      type: 'map',
      fields: new Map([
        [
          'rules',
          {
            type: 'list',
            items: new Map(
              names.map((name) => [
                name,
                { type: 'map', fields: new Map([['v', { type: 'leaf', value: 1 }]]) } satisfies SchemaTree,
              ]),
            ),
          },
        ],
      ]),
    });
    const shuffles = fc.shuffledSubarray(names, { minLength: 4 });
    fc.assert(
      fc.property(shuffles, fc.constantFrom(...names), fc.constantFrom(...names), (order, edited, named) => {
        const rules = order.map((name) => ({ name, v: name === edited ? 2 : 1 }));
        const live = editValue(sample.live, [{ field: 'spec' }, { field: 'rules' }], rules) as KubeManifest;
        const ignore = [{ match: MATCH, paths: [`/spec/rules[name=${named}]`], reason: 'a test' }];

        const verdict = judgeSample(sample, live, { rules: { ...STRICT, ignore } });

        expect(verdict.class).toBe(edited === named ? 'InSync' : 'Modified');
      }),
    );
  });

  it('counts only while it lasts, for its objects and, where it names managers, for what they wrote', () => {
    const sample = toSample({ type: 'map', fields: new Map([['v', { type: 'leaf', value: 1 }]]) });
    const steps: readonly TreeStep[] = [{ field: 'spec' }, { field: 'v' }];
    const edited = editValue(sample.live, steps, 2) as KubeManifest;
    const live = writtenBy(edited, 'hpa', toFieldsV1Of(steps));
    const rules = fc.record(
      {
        match: fc.constantFrom(
          { kind: 'Widget' },
          { kind: 'Gadget' },
          { group: 'example.dev', namespace: 'sh*' },
          { group: '' },
          { name: 'sample', stage: 'platform' },
          { stage: 'network' },
        ),
        managers: fc.constantFrom(['hpa'], ['vpa'], ['vpa', 'hpa']),
        until: fc.constantFrom('2026-12-01T11:59:59Z', '2026-12-01T12:00:00Z', '2026-12-01T12:00:01Z'),
        reason: fc.constant('a test'),
      },
      { requiredKeys: ['match', 'reason'] },
    ) as fc.Arbitrary<IgnoreRule>;
    fc.assert(
      fc.property(rules, (rule) => {
        const { kind = 'Widget', group = 'example.dev', stage = 'platform' } = rule.match;
        const isMeant = kind === 'Widget' && group === 'example.dev' && stage === 'platform';
        const isInTime = rule.until === undefined || rule.until === '2026-12-01T12:00:01Z';
        const isTheirs = rule.managers === undefined || rule.managers.includes('hpa');

        const verdict = judgeSample(sample, live, { rules: { ...STRICT, ignore: [rule] } });

        expect(verdict.class).toBe(isMeant && isInTime && isTheirs ? 'InSync' : 'Modified');
      }),
    );
  });
});

describe('an elastic field', () => {
  const steps: readonly TreeStep[] = [{ field: 'spec' }, { field: 'replicas' }];
  const bounds = fc.record(
    { min: fc.integer({ min: -50, max: 50 }), max: fc.integer({ min: -50, max: 50 }) },
    { requiredKeys: [] },
  );

  it.each([
    ['numbers', (amount: number) => amount],
    ['quantities', (amount: number) => `${amount}Gi`],
  ])('is no drift within its bounds, and drift outside them: %s', (_what, write) => {
    fc.assert(
      fc.property(
        bounds,
        fc.integer({ min: -60, max: 60 }),
        fc.integer({ min: -60, max: 60 }),
        fc.constantFrom('any' as const, 'grows' as const),
        ({ min, max }, was, is, direction) => {
          fc.pre(was !== is);
          const sample = toSample({
            type: 'map',
            fields: new Map([['replicas', { type: 'leaf', value: write(was) }]]),
          });
          const elastic: readonly ElasticField[] = [
            {
              match: MATCH,
              path: '/spec/replicas',
              direction,
              ...(min === undefined ? {} : { min: write(min) }),
              ...(max === undefined ? {} : { max: write(max) }),
            },
          ];
          const live = editValue(sample.live, steps, write(is)) as KubeManifest;
          const isInside =
            is >= (min ?? -Infinity) && is <= (max ?? Infinity) && (direction === 'any' || is >= was);

          const verdict = judgeSample(sample, live, { rules: { ...STRICT, elastic } });

          expect(verdict.class).toBe(isInside ? 'InSync' : 'Modified');
          if (!isInside) expect(verdict.message).toMatch(/below the least|above the most|only grows/);
        },
      ),
    );
  });

  it.each([[undefined], ['many'], [true], [[3]], [{ a: 3 }]])(
    'is outside as %j, which is no amount',
    (is) => {
      const sample = toSample({ type: 'map', fields: new Map([['replicas', { type: 'leaf', value: 3 }]]) });
      const elastic = [{ match: MATCH, path: '/spec/replicas', min: 1, max: 9 }];
      const live = editValue(sample.live, steps, is) as KubeManifest;

      const verdict = judgeSample(sample, live, { rules: { ...STRICT, elastic } });

      expect(verdict.class).toBe('Modified');
      expect(verdict.message).toContain('no number within 1 and 9');
    },
  );
});
