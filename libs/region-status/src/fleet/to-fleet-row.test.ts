import type { RegionStatus } from '@atoll/agent-model';
import { describe, expect, it } from 'vitest';
import { decideRegionStatus } from '../ladder/decide-region-status.ts';
import { NOW, readyFacts } from '../testing/good-region.ts';
import { describeSilence } from './describe-silence.ts';
import { type FleetRow, toFleetRow } from './to-fleet-row.ts';

const INTERVAL_SECONDS = 60;

function ago(seconds: number): string {
  return new Date(NOW.getTime() - seconds * 1000).toISOString();
}

function row(
  lastSeen: { readonly control: number; readonly region?: number },
  change: RegionStatus = {},
): FleetRow {
  const status: RegionStatus = {
    ...decideRegionStatus({ facts: readyFacts, now: NOW }),
    drifted: 0,
    unknown: 0,
    agents: [
      { half: 'control-plane', lastSeen: ago(lastSeen.control), sequence: 1 },
      ...(lastSeen.region === undefined
        ? []
        : [{ half: 'region' as const, lastSeen: ago(lastSeen.region), sequence: 1, revision: 'abc' }]),
    ],
    ...change,
  };
  return toFleetRow({ region: 'eu-west-1', status, intervalSeconds: INTERVAL_SECONDS }, NOW);
}

describe('silence', () => {
  it.each([
    [0, 'heard'],
    [120, 'heard'],
    [121, 'late'],
    [180, 'late'],
    [181, 'silent'],
    [-60, 'heard'],
    [-61, 'ahead'],
  ])('of %i s with a word each minute is %s', (seconds, state) => {
    expect(describeSilence(ago(seconds), NOW, INTERVAL_SECONDS).state).toBe(state);
  });

  it.each([undefined, 'yesterday'])('since %s is never heard', (lastSeen) => {
    expect(describeSilence(lastSeen, NOW, INTERVAL_SECONDS)).toStrictEqual({
      state: 'never',
      message: 'never heard',
    });
  });

  it('is told in the unit that fits', () => {
    expect(describeSilence(ago(7200), NOW, 60).message).toBe('last heard 2 h ago, promised each 60 s');
    expect(describeSilence(ago(300_000), NOW, 300).message).toBe('last heard 3 d ago, promised each 5 min');
  });
});

describe('a row of the fleet', () => {
  it('of a good region that is heard is ready without a note', () => {
    expect(row({ control: 5, region: 10 })).toMatchObject({
      region: 'eu-west-1',
      phase: 'Ready',
      ready: 'yes',
      revision: 'abc',
      drifted: 0,
      note: '',
      silence: { state: 'heard', ageSeconds: 10 },
    });
  });

  it('of a region with a silent agent is not ready, and shows no number that it once said', () => {
    const silent = row({ control: 5, region: 1000 }, { drifted: 0 });

    expect(silent).toMatchObject({ ready: 'unknown', silence: { state: 'silent' } });
    expect(silent.drifted).toBeUndefined();
    expect(silent.note).toBe('agent of half region: last heard 16 min ago, promised each 60 s');
  });

  it('of a region whose agent was never heard, or whose clock is ahead, is not ready', () => {
    expect(row({ control: 5 })).toMatchObject({ ready: 'unknown', silence: { state: 'never' } });
    expect(row({ control: 5, region: -500 })).toMatchObject({
      ready: 'unknown',
      silence: { state: 'ahead' },
    });
  });

  it('of a region that drifted or waits says so', () => {
    expect(row({ control: 1, region: 1 }, { drifted: 2 }).note).toBe('2 drifted');
    expect(row({ control: 1, region: 1 }, { unknown: 3 }).note).toBe('3 unknown');
    expect(
      row({ control: 1, region: 1 }, { waitingFor: 'a cluster', phase: 'Provisioning', conditions: [] }),
    ).toMatchObject({ ready: 'unknown', note: 'waits for a cluster' });
  });

  it('of a region of which nothing is known is unknown', () => {
    const unknown = toFleetRow({ region: 'a', status: {}, intervalSeconds: 60 }, NOW);

    expect(unknown).toMatchObject({ phase: 'unknown', ready: 'unknown', silence: { state: 'never' } });
  });
});
