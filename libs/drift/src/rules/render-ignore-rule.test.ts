import type { IgnoreRule, Verdict } from '@atoll/agent-model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { KubeManifest } from '../manifest/kube-manifest.ts';
import { anySample, judgeSample, STRICT, toSample, writtenBy } from '../testing/sample-object.ts';
import { editValue, type SchemaTree, toFieldsV1Of, type TreeStep } from '../testing/schema-tree.ts';
import { renderIgnoreRule } from './render-ignore-rule.ts';

const REF = {
  apiVersion: 'example.dev/v1',
  kind: 'Widget',
  namespace: 'shop',
  name: 'sample',
  stage: 'platform',
};

function toRules(verdict: Verdict): readonly IgnoreRule[] {
  return parse(renderIgnoreRule(REF, verdict)) as readonly IgnoreRule[];
}

describe('the rule that a record offers', () => {
  it('makes just this no drift once it is pasted, whatever differs', () => {
    const fields = anySample().chain((sample) =>
      fc.tuple(
        fc.constant(sample),
        fc.constantFrom(...sample.leaves),
        fc.constantFrom(undefined, 'kubectl-edit'),
      ),
    );
    fc.assert(
      fc.property(fields, ([sample, { steps }, manager]) => {
        const edited = editValue(sample.live, steps, undefined) as KubeManifest;
        const added: readonly TreeStep[] = [{ field: 'spec' }, { field: 'added' }];
        const live =
          manager === undefined
            ? edited
            : writtenBy(editValue(sample.live, added, 'x') as KubeManifest, manager, toFieldsV1Of(added));
        const rule = toRules(judgeSample(sample, live));

        expect(judgeSample(sample, live, { rules: { ...STRICT, ignore: rule } }).class).toBe('InSync');
        const more = editValue(live, [{ field: 'metadata' }, { field: 'labels' }], {
          other: 'x',
        }) as KubeManifest;
        fc.pre(steps.length > 2 && 'field' in (steps[0] ?? {}) && toKey(steps[0]) === 'spec');
        expect(judgeSample(sample, more, { rules: { ...STRICT, ignore: rule } }).class).toBe('Modified');
      }),
    );
  });

  it('takes any item of a list whose items are secrets, for their names cannot stand in a file', () => {
    const set: SchemaTree = {
      type: 'map',
      fields: new Map([['tokens', { type: 'set', values: ['hunter2'] }]]),
    };
    const sample = toSample(set);
    const live = editValue(sample.live, [{ field: 'spec' }, { field: 'tokens' }], []) as KubeManifest;

    const rule = toRules(judgeSample(sample, live));

    expect(rule[0]?.paths).toStrictEqual(['/spec/tokens[*]']);
    expect(judgeSample(sample, live, { rules: { ...STRICT, ignore: rule } }).class).toBe('InSync');
  });

  it('names managers only where all are known', () => {
    const change = { path: '/spec/a', was: { absent: true }, is: { json: '1' } } as const;
    const by = { manager: 'hpa', operation: 'Update' } as const;

    const known: Verdict = {
      class: 'Extra',
      message: '',
      changes: [
        { ...change, by },
        { ...change, by: { ...by, manager: 'a' } },
      ],
    };
    expect(toRules(known)[0]).toMatchObject({ paths: ['/spec/a'], managers: ['a', 'hpa'] });
    expect(toRules({ ...known, changes: [{ ...change, by }, change] })[0]).not.toHaveProperty('managers');
  });

  it('is about the core group, not about all groups', () => {
    const change = { path: '/data/a', was: { absent: true }, is: { json: '1' } } as const;
    const text = renderIgnoreRule(
      { ...REF, apiVersion: 'v1', kind: 'ConfigMap' },
      { class: 'Extra', message: '', changes: [change] },
    );

    expect(parse(text)).toMatchObject([{ match: { group: '', kind: 'ConfigMap' } }]);
  });

  it.each(['Missing', 'Terminating', 'Orphan', 'Recreated'] as const)(
    'is none for %s, which no field is about',
    (name) => {
      const text = renderIgnoreRule(REF, { class: name, message: '', changes: [] });

      expect(text).toContain(`# ${name} is about the whole object`);
      expect(parse(text)).toBeNull();
    },
  );
});

function toKey(step: TreeStep | undefined): string {
  return step !== undefined && 'field' in step ? step.field : '';
}
