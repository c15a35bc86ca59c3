import { describe, expect, it } from 'vitest';
import type { PlacedObject } from './fleet-side.ts';
import { findUnpruned } from './pruning.ts';
import { place, toPlaced } from './testing/fleets.ts';

const key = toPlaced('a', 'Thing', {});

describe('what Flux never prunes', () => {
  it.each([
    ['is what a Kustomization without pruning applied', [stage(false)], [stage(false)], true],
    ['is not what a pruning Kustomization applied', [stage(true)], [stage(true)], false],
    ['is judged by the new Kustomization', [stage(true)], [stage(false)], true],
    ['is judged by the old Kustomization when the stage goes as a whole', [stage(false)], [], true],
    ['is nothing of a folder that no Kustomization here applies', [], [], false],
  ] as const)('%s', (_title, base, head, expected) => {
    expect(findUnpruned(base, head)(key)).toBe(expected);
  });

  it('is also an object whose annotation says so', () => {
    const annotations = { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' };
    const { object } = key;
    const kept = place('control-plane/a/flux', { ...object, metadata: { name: 'x', annotations } });

    expect(findUnpruned([], [])(kept)).toBe(true);
  });
});

function stage(prune: boolean): PlacedObject {
  return place('control-plane/a/flux', {
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: { name: 'store' },
    spec: { path: './control-plane/a/store', prune },
  });
}
