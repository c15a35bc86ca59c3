import type { ElasticField, IgnoreRule } from '@atoll/agent-model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toCanonical } from '../compare/canonical.ts';
import type { JudgedObject } from '../compare/judge-object.ts';
import type { KubeManifest } from '../manifest/kube-manifest.ts';
import { anySample, NOW, STRICT, toSample, writtenBy } from '../testing/sample-object.ts';
import {
  editValue,
  type SchemaTree,
  toFieldsV1Of,
  toTreePath,
  type TreeStep,
} from '../testing/schema-tree.ts';
import { explainRules } from './explain-rules.ts';
import { holdsPath } from './holds-path.ts';

const REPLICAS: readonly TreeStep[] = [{ field: 'spec' }, { field: 'replicas' }];

const sample = toSample({
  type: 'map',
  fields: new Map<string, SchemaTree>([
    ['replicas', { type: 'leaf', value: 3 }],
    ['tokens', { type: 'set', values: ['hunter2'] }],
  ]),
});

function toJudged(live: KubeManifest | undefined): JudgedObject {
  const { apiVersion, kind, metadata } = sample.desired;
  return {
    ref: { apiVersion, kind, namespace: 'shop', name: metadata.name, stage: 'platform' },
    desired: sample.desired,
    canonical: toCanonical(sample.answer, 'atoll-agent'),
    live,
    previousUid: undefined,
    now: NOW,
  };
}

const scaled = writtenBy(editValue(sample.live, REPLICAS, 5) as KubeManifest, 'hpa', toFieldsV1Of(REPLICAS));

function explain(
  {
    ignore = [],
    elastic = [],
  }: { readonly ignore?: readonly IgnoreRule[]; readonly elastic?: readonly ElasticField[] },
  live: KubeManifest | undefined = scaled,
) {
  return explainRules({ ...STRICT, ignore, elastic }, [toJudged(live)]);
}

const ABOUT = { match: { kind: 'Widget' }, reason: 'a test' };

describe(explainRules, () => {
  it.each<[string, IgnoreRule, boolean, string]>([
    [
      'hides a field',
      { ...ABOUT, paths: ['/spec/replicas'] },
      false,
      'hides Widget shop/sample /spec/replicas',
    ],
    [
      'hides what a manager writes',
      { ...ABOUT, managers: ['hpa'] },
      false,
      'hides Widget shop/sample /spec/replicas',
    ],
    ['hides nothing now and could', { ...ABOUT, paths: ['/spec/tokens'] }, false, 'hides nothing now'],
    ['is for another manager', { ...ABOUT, managers: ['vpa'] }, false, 'hides nothing now'],
    ['is about no object', { ...ABOUT, match: { kind: 'Gadget' } }, true, 'is about no object of this half'],
    [
      'names no field',
      { ...ABOUT, paths: ['/spec/replica'] },
      true,
      'names /spec/replica, which none of its 1 objects has',
    ],
    [
      'names a field that is there beside one that is not',
      { ...ABOUT, paths: ['/spec/replica', '/spec/tokens'] },
      false,
      'hides nothing now',
    ],
    ['is over', { ...ABOUT, until: '2026-12-01T12:00:00Z' }, true, 'is over'],
    ['lasts', { ...ABOUT, until: '2026-12-01T12:00:01Z' }, false, 'hides Widget shop/sample /spec/replicas'],
  ])('says of an ignore rule that it %s', (_what, rule, isOdd, words) => {
    const [use] = explain({ ignore: [rule] });

    expect(use).toMatchObject({ list: 'ignore', index: 0, isOdd });
    expect(use?.message).toContain(`drift.ignore[0] ${words}`);
  });

  it.each<[string, Omit<ElasticField, 'match'>, boolean, string]>([
    [
      'lets a field move',
      { path: '/spec/replicas', max: 9 },
      false,
      'hides Widget shop/sample /spec/replicas',
    ],
    ['is left', { path: '/spec/replicas', max: 4 }, false, 'hides nothing now'],
    ['names no field', { path: '/spec/replica' }, true, 'names /spec/replica'],
  ])('says of an elastic field that it %s', (_what, field, isOdd, words) => {
    const [use] = explain({ elastic: [{ match: ABOUT.match, ...field }] });

    expect(use).toMatchObject({ list: 'elastic', index: 0, isOdd });
    expect(use?.message).toContain(`drift.elastic[0] ${words}`);
  });

  it('counts objects, takes one that is gone for one without differences, and shows no secret', () => {
    const edited = editValue(
      sample.live,
      [{ field: 'spec' }, { field: 'tokens' }],
      ['hunter3'],
    ) as KubeManifest;
    const [use] = explain({ ignore: [ABOUT] }, edited);

    expect(use?.objects).toBe(1);
    expect(JSON.stringify(use)).not.toContain('hunter');
    expect(explain({ ignore: [ABOUT] }, undefined)[0]?.objects).toBe(1);
  });

  it('keeps rules in their order, the ignore rules first', () => {
    const uses = explain({
      ignore: [ABOUT, ABOUT],
      elastic: [{ match: ABOUT.match, path: '/spec/replicas' }],
    });

    expect(uses.map(({ list, index }) => `${list}${index}`)).toStrictEqual([
      'ignore0',
      'ignore1',
      'elastic0',
    ]);
  });
});

describe(holdsPath, () => {
  it('finds every field of an object by its path, and none that is not there', () => {
    fc.assert(
      fc.property(anySample(), (any) => {
        for (const { steps } of any.leaves) {
          expect(holdsPath(any.live, toTreePath(steps))).toBe(true);
          expect(holdsPath(editValue(any.live, steps, undefined), toTreePath(steps))).toBe(false);
        }
      }),
    );
  });

  it.each([
    ['/spec/*/image', true],
    ['/spec/containers[*]/image', true],
    ['/spec/containers[*]/imag', false],
    ['/spec/ports[containerPort=80,protocol=TCP]', true],
    ['/spec/ports[containerPort=81,protocol=TCP]', false],
    ['/spec/ports[0]', true],
    ['/spec/ports[1]', false],
  ])('reads %s', (path, isThere) => {
    const value = {
      spec: {
        app: { image: 'a' },
        containers: [{ name: 'x', image: 'a' }],
        ports: [{ containerPort: 80, protocol: 'TCP' }],
      },
    };

    expect(holdsPath(value, path)).toBe(isThere);
  });
});
