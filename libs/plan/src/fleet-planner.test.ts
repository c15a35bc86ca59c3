import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PlacedObject, RegionSide } from './fleet-side.ts';
import type { Plan } from './plan.ts';
import { place, planSides, toPlaced, toRegionSide, toSide } from './testing/fleets.ts';

describe('a plan', () => {
  it('counts how far a change reaches', () => {
    const flux = (name: string) => kustomization('control-plane/a/flux', name);
    const base = toRegionSide('a', [
      toPlaced('a', 'Thing', { size: 1 }),
      toPlaced('a', 'Gone', {}),
      flux('store'),
      gitRepository('control-plane/a/flux'),
    ]);
    const head = toRegionSide('a', [
      toPlaced('a', 'Thing', { size: 2 }),
      toPlaced('a', 'Come', {}),
      flux('store'),
      gitRepository('control-plane/a/flux'),
    ]);

    const { blast } = planSides(toSide([base]), toSide([head]), { untouched: 7 });

    expect(blast).toStrictEqual({
      regions: { created: 0, changed: 1, destroyed: 0, broken: 0, untouched: 7 },
      stages: 1,
      objects: { created: 1, changed: 1, deleted: 1 },
      managedResources: { created: 1, changed: 1, deleted: 1 },
      refusals: 0,
      kustomizations: 1,
      gitRepositories: 1,
    });
  });

  it('wakes the whole control cluster when stage flux of a region changes', () => {
    const flux = (interval: string) => kustomization('control-plane/a/flux', 'store', interval);
    const roots = ['a', 'b', 'c'].map((name) => kustomization('clusters/main/regions', name));
    const clusters = [{ name: 'main', objects: [...roots, gitRepository('clusters/main/flux')] }];
    const base = toSide([toRegionSide('a', [flux('5m')])], { clusters });
    const head = toSide([toRegionSide('a', [flux('9m')])], { clusters });

    const { blast } = planSides(base, head);

    expect([blast.kustomizations, blast.gitRepositories]).toStrictEqual([4, 1]);
  });

  it('says that an object moves to another stage, which is disruptive', () => {
    const object = toPlaced('a', 'Thing', {}).object;
    const base = toRegionSide('a', [place('control-plane/a/store', object)]);
    const head = toRegionSide('a', [place('control-plane/a/keys', object)]);

    const [region] = planSides(toSide([base]), toSide([head])).regions;

    expect(region?.stages.flatMap(({ objects }) => objects)).toMatchObject([
      { action: 'change', risk: 'disruptive', movedFrom: 'control-plane/a/store', fields: [] },
    ]);
  });

  it('does not take an object of one half for that of the other', () => {
    const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x', namespace: 'y' } };
    const base = toRegionSide('a', [place('control-plane/a/flux', object)]);
    const head = toRegionSide('a', [place('regions/a/flux', object)]);

    expect(planSides(toSide([base]), toSide([head])).blast.objects).toStrictEqual({
      created: 1,
      changed: 0,
      deleted: 1,
    });
  });

  it('judges by the window that stands, not by the one that a change brings along', () => {
    const open = { day: 'sat', start: '11:00', minutes: 120 } as const;
    const base = toRegionSide('a', [toPlaced('a', 'Thing', { size: 1 })]);
    const head = toRegionSide('a', [toPlaced('a', 'Thing', { size: 2 })], { window: open });

    expect(planSides(toSide([base]), toSide([head])).risk).toBe('disruptive');
    expect(planSides(toSide([{ ...base, window: open }]), toSide([head])).risk).toBe('safe');
  });

  it('treats what the API server refuses as disruptive', () => {
    const binding = (name: string) =>
      place('control-plane/a/flux', {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'RoleBinding',
        metadata: { name: 'x' },
        roleRef: { name },
      } as never);

    const plan = planSides(
      toSide([toRegionSide('a', [binding('one')])]),
      toSide([toRegionSide('a', [binding('two')])]),
    );

    expect([plan.risk, plan.blast.refusals]).toStrictEqual(['disruptive', 1]);
    expect(plan.regions[0]?.stages[0]?.objects[0]?.reasons).toStrictEqual([
      'the API server refuses it: a binding keeps its role',
    ]);
  });

  it('says that a region which changes its account leaves everything behind', () => {
    const base = toRegionSide('a', [toPlaced('a', 'Thing', {})]);

    const plan = planSides(toSide([base]), toSide([{ ...base, account: '2' }]));

    expect(plan.risk).toBe('destructive');
    expect(plan.regions[0]?.notices[0]?.text).toContain('moves from test 1, here to test 2, here');
  });

  it('says nothing of a region that one side cannot render, and is not empty for that', () => {
    const problem = {
      file: 'regions/a/region.yaml',
      line: 1,
      column: 2,
      path: 'spec',
      code: 'ERR_X',
      message: 'wrong',
    };
    const head = toSide([], { broken: [{ name: 'a', problems: [problem] }] });

    const plan = planSides(toSide([toRegionSide('a', [toPlaced('a', 'Bucket', {})])]), head);

    expect(plan.risk).toBe('none');
    expect(plan.problems).toStrictEqual([{ side: 'head', ...problem }]);
    expect(plan.regions.map(({ name, action, stages }) => [name, action, stages.length])).toStrictEqual([
      ['a', 'broken', 0],
    ]);
  });
});

describe('plans of any two fleets', () => {
  it('are empty where both are the same', () => {
    fc.assert(
      fc.property(fleets(), (fleet) => {
        const plan = planSides(toSide(fleet), toSide(structuredClone(fleet)));

        expect([plan.risk, plan.regions, plan.clusters]).toStrictEqual(['none', [], []]);
      }),
    );
  });

  it('create in one direction what they delete in the other', () => {
    fc.assert(
      fc.property(fleets(), fleets(), (a, b) => {
        const [there, back] = [planSides(toSide(a), toSide(b)), planSides(toSide(b), toSide(a))];

        expect(listPaths(there, 'create')).toStrictEqual(listPaths(back, 'delete'));
        expect(listPaths(there, 'change')).toStrictEqual(listPaths(back, 'change'));
      }),
    );
  });

  it('are plain JSON', () => {
    fc.assert(
      fc.property(fleets(), fleets(), (a, b) => {
        const plan = planSides(toSide(a), toSide(b));

        expect(JSON.parse(JSON.stringify(plan))).toStrictEqual(plan);
      }),
    );
  });
});

function fleets(): fc.Arbitrary<readonly RegionSide[]> {
  const objects = (region: string): fc.Arbitrary<readonly PlacedObject[]> =>
    fc
      .uniqueArray(
        fc.record({
          kind: fc.constantFrom('Thing', 'Bucket', 'Door'),
          name: fc.constantFrom('one', 'two'),
          size: fc.integer({ min: 0, max: 2 }),
        }),
        { selector: ({ kind, name }) => `${kind} ${name}`, maxLength: 5 },
      )
      .map((list) => list.map(({ kind, name, size }) => toPlaced(region, kind, { size }, name)));
  const region = fc
    .constantFrom('a', 'b', 'c')
    .chain((name) => objects(name).map((list) => toRegionSide(name, list)));
  return fc.uniqueArray(region, { selector: ({ name }) => name, maxLength: 3 });
}

function listPaths({ regions }: Plan, action: 'create' | 'change' | 'delete'): readonly string[] {
  return regions
    .flatMap(({ stages }) => stages.flatMap(({ objects }) => objects))
    .filter((object) => object.action === action)
    .map(({ path }) => path)
    .sort();
}

function kustomization(folder: string, name: string, interval = '5m'): PlacedObject {
  return place(folder, {
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: { name },
    spec: { interval },
  });
}

function gitRepository(folder: string): PlacedObject {
  return place(folder, {
    apiVersion: 'source.toolkit.fluxcd.io/v1',
    kind: 'GitRepository',
    metadata: { name: 'atoll' },
  });
}
