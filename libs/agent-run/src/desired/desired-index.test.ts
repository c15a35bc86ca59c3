import { describe, expect, it } from 'vitest';
import { createDesiredIndex } from './desired-index.ts';
import type { DesiredObject } from './desired-object.ts';

function object(name: string, { blob = 'b1', stage = 'platform' } = {}): DesiredObject {
  return {
    key: `/ConfigMap/shop/${name}`,
    ref: { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'shop', name },
    region: 'eu-1',
    half: 'region',
    stage,
    kustomization: `flux-system/${stage}`,
    commit: 'c'.repeat(40),
    path: `regions/eu-1/${stage}/shop.ConfigMap.${name}.yaml`,
    blob,
    json: '{}',
  };
}

describe(createDesiredIndex, () => {
  it('tells what a new commit changes, and keeps what it leaves alone', () => {
    const index = createDesiredIndex();
    index.replaceStage('flux-system/platform', [object('a'), object('b'), object('c')]);

    const change = index.replaceStage('flux-system/platform', [
      object('a'),
      object('b', { blob: 'b2' }),
      object('d'),
    ]);

    expect(change.changed.map(({ ref }) => ref.name)).toStrictEqual(['b', 'd']);
    expect(change.removed.map(({ ref }) => ref.name)).toStrictEqual(['c']);
    expect([...index.values()].map(({ ref }) => ref.name).sort()).toStrictEqual(['a', 'b', 'd']);
  });

  it('calls an object that moved to another stage removed by neither', () => {
    const index = createDesiredIndex();
    index.replaceStage('flux-system/platform', [object('a'), object('b')]);
    index.replaceStage('flux-system/agent', [object('a', { stage: 'agent' })]);

    const change = index.replaceStage('flux-system/platform', [object('b')]);

    expect(change.removed).toStrictEqual([]);
    expect(index.get('/ConfigMap/shop/a')?.stage).toBe('agent');
  });

  it('counts and lists by stage', () => {
    const index = createDesiredIndex();
    index.replaceStage('flux-system/platform', [object('a')]);
    index.replaceStage('flux-system/agent', [object('z', { stage: 'agent' })]);

    expect(index.size).toBe(2);
    expect(index.listStage('flux-system/agent').map(({ ref }) => ref.name)).toStrictEqual(['z']);
    expect(index.listStage('flux-system/none')).toStrictEqual([]);
  });
});
