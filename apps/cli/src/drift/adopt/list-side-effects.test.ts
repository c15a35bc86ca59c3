import { describe, expect, it } from 'vitest';
import { listSideEffects } from './list-side-effects.ts';

function pool(cpu: string, memory: string) {
  return {
    apiVersion: 'karpenter.sh/v1',
    kind: 'NodePool',
    metadata: { name: 'elastic' },
    spec: { limits: { cpu, memory } },
  };
}

const map = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'a', namespace: 'shop' },
  spec: { n: 1 },
};

describe(listSideEffects, () => {
  it('gives what comes from the same field, but not what was meant', () => {
    const after = pool('448', '1792Gi');

    expect(
      listSideEffects(
        [pool('224', '896Gi'), map],
        [after, map],
        [{ object: after, path: '/spec/limits/cpu' }],
      ),
    ).toStrictEqual([
      { object: 'NodePool elastic', field: 'spec.limits.memory', before: '896Gi', after: '1792Gi' },
    ]);
  });

  it('gives objects that come and go, each field once', () => {
    const effects = listSideEffects([], [map], []);

    expect(effects.map(({ object }) => object)).toContain('ConfigMap shop/a');
    expect(listSideEffects([map], [map], [])).toStrictEqual([]);
    expect(listSideEffects([map], [], []).length).toBeGreaterThan(0);
  });
});
