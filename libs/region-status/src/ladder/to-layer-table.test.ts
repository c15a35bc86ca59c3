import { describe, expect, it } from 'vitest';
import { NOW, readyFacts } from '../testing/good-region.ts';
import { toLayerTable } from './to-layer-table.ts';

describe('the table of layers', () => {
  it('has a row for each stage with its managed resources', () => {
    expect(toLayerTable(readyFacts, NOW)).toStrictEqual([
      { half: 'control-plane', layer: 'identity', ready: 'yes', resources: { ready: 1, total: 1 } },
      { half: 'control-plane', layer: 'network', ready: 'yes', resources: { ready: 1, total: 1 } },
      { half: 'control-plane', layer: 'cluster', ready: 'yes' },
      { half: 'region', layer: 'platform', ready: 'yes' },
    ]);
  });

  it('says what a layer waits for and since when', () => {
    const since = '2026-11-30T11:00:00Z';
    const ready = { status: 'False', reason: 'Creating', since } as const;
    const vpc = { kind: 'VPC', name: 'a', layer: 'network', synced: { status: 'True' }, ready } as const;

    expect(toLayerTable({ ...readyFacts, managed: { state: 'fresh', value: [vpc] } }, NOW)[1]).toStrictEqual({
      half: 'control-plane',
      layer: 'network',
      ready: 'no',
      resources: { ready: 0, total: 1 },
      waitingFor: 'VPC a to be ready (Creating)',
      since,
    });
  });

  it('is unknown where nothing fresh was read, never ready', () => {
    const stale = { state: 'stale', why: 'forbidden' } as const;

    expect(toLayerTable({ ...readyFacts, managed: stale }, NOW)[0]?.ready).toBe('unknown');
    expect(toLayerTable({ ...readyFacts, regionStages: stale }, NOW).at(-1)).toStrictEqual({
      half: 'region',
      layer: '*',
      ready: 'unknown',
      waitingFor: 'a fresh reading (forbidden)',
    });
  });
});
