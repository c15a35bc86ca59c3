import type { RegionStatus } from '@atoll/agent-model';
import { describe, expect, it } from 'vitest';
import { toFleetEntry } from './fleet-entry.ts';

const NOW = new Date('2026-11-30T12:00:00Z');

/** Gives the status of a region whose two agents were heard so many seconds ago. */
function statusOf(ageSeconds: number, more: Partial<RegionStatus> = {}): RegionStatus {
  const lastSeen = new Date(NOW.getTime() - ageSeconds * 1000).toISOString();
  return {
    phase: 'Ready',
    drifted: 0,
    unknown: 0,
    conditions: [
      { type: 'Ready', status: 'True', lastTransitionTime: lastSeen, reason: 'Reached', message: '' },
    ],
    agents: [
      { half: 'control-plane', lastSeen, sequence: 1 },
      { half: 'region', lastSeen, sequence: 1, revision: 'abc123' },
    ],
    ...more,
  };
}

function entryOf(status: RegionStatus | undefined, isConfigured?: boolean) {
  return toFleetEntry({ region: 'eu-1', status, frozen: undefined, isConfigured }, NOW);
}

describe(toFleetEntry, () => {
  it('has nothing to do where all is well and heard', () => {
    expect(entryOf(statusOf(20), true)).toStrictEqual({
      region: 'eu-1',
      phase: 'Ready',
      ready: 'yes',
      heard: 'heard',
      lastWordSeconds: 20,
      revision: 'abc123',
      drifted: 0,
      unknown: 0,
      isConfigured: true,
      needsLook: false,
      nextAction: '',
    });
  });

  it.each([
    [90, 'late', false],
    [91, 'silent', true],
    [5_000, 'silent', true],
  ] as const)('heard %i s ago is %s, and silence is not health', (age, heard, needsLook) => {
    expect(entryOf(statusOf(age))).toMatchObject({ heard, needsLook });
  });

  it('shows no number that a silent agent once said', () => {
    const entry = entryOf(statusOf(600));

    expect([entry.drifted, entry.unknown, entry.ready]).toStrictEqual([undefined, undefined, 'unknown']);
    expect(entry.nextAction).toContain('logs deployment/atoll-agent');
  });

  it('says of a half that no cluster tells of where to look', () => {
    const entry = entryOf(statusOf(10, { agents: statusOf(10).agents?.slice(0, 1) ?? [] }));

    expect(entry).toMatchObject({ heard: 'never', needsLook: true });
    expect(entry.nextAction).toContain('agent of half region: never heard: add the cluster');
  });

  it.each([
    [{ drifted: 2 }, 'atoll drift list --region eu-1'],
    [{ unknown: 1 }, '/readyz'],
    [
      { phase: 'Smoke' as const, waitingFor: 'a zone', nextAction: 'Delegate it.' },
      'waits for a zone: Delegate it.',
    ],
    [{ conditions: [] }, 'atoll region status eu-1'],
  ])('with %j the next is %s', (more, part) => {
    const entry = entryOf(statusOf(10, more));

    expect(entry.needsLook).toBe(true);
    expect(entry.nextAction).toContain(part);
  });

  it('is unknown where config has it and no cluster does', () => {
    expect(entryOf(undefined, true)).toMatchObject({
      phase: 'unknown',
      ready: 'unknown',
      heard: 'never',
      isConfigured: true,
      needsLook: true,
    });
  });

  it('is looked at where a cluster has it and config does not', () => {
    expect(entryOf(statusOf(10), false)).toMatchObject({ isConfigured: false, needsLook: true });
  });
});
