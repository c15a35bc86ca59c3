import type { RegionStatus } from '@atoll/agent-model';
import { describe, expect, it } from 'vitest';
import { mergeStatuses } from './merge-statuses.ts';

const control = { half: 'control-plane', lastSeen: '2026-11-30T12:00:00Z', sequence: 1 } as const;
const region = { half: 'region', lastSeen: '2026-11-30T12:00:00Z', sequence: 9 } as const;

describe(mergeStatuses, () => {
  it('is empty where no cluster says anything', () => {
    expect(mergeStatuses([])).toStrictEqual({});
  });

  it('is that of the cluster where there is only one', () => {
    const status: RegionStatus = { agents: [control], drifted: 4 };

    expect(mergeStatuses([status])).toBe(status);
  });

  it('joins the halves of two clusters, and adds up what they found', () => {
    const inControl: RegionStatus = {
      phase: 'Ready',
      agents: [{ ...control, drifted: 1, unknown: 0 }],
      drifted: 1,
    };
    const inRegion: RegionStatus = {
      agents: [{ ...region, drifted: 2, unknown: 3 }],
      drifted: 2,
      unknown: 3,
    };

    expect(mergeStatuses([inRegion, inControl])).toMatchObject({
      phase: 'Ready',
      agents: [{ half: 'region' }, { half: 'control-plane' }],
      drifted: 3,
      unknown: 3,
    });
  });

  it('takes the newest word of a half of which two clusters tell', () => {
    const old = { ...region, lastSeen: '2026-11-30T11:00:00Z', drifted: 7 };

    const merged = mergeStatuses([{ agents: [region] }, { agents: [old] }]);

    expect(merged.agents).toStrictEqual([region]);
    expect(merged.drifted).toBe(0);
  });
});
