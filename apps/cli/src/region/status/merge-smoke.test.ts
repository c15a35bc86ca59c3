import { type SmokeResult } from '@atoll/region-status';
import { describe, expect, it } from 'vitest';
import { mergeSmoke } from './merge-smoke.ts';

const NOW = new Date('2026-11-30T12:00:00Z');
const present = { now: NOW, intervalSeconds: 30 };

const unknown: SmokeResult = {
  id: 'dns-resolves',
  title: "The region's names resolve",
  result: 'unknown',
  message: 'only the agent in the region can tell, and it has not',
  remedy: 'Wait.',
  isAwaited: true,
};

function status(result: 'passed' | 'failed' | 'unknown', lastSeen: string) {
  return {
    agents: [{ half: 'region' as const, lastSeen, sequence: 1 }],
    smoke: [{ id: 'dns-resolves', passed: result === 'passed', result, message: 'no address for api' }],
  };
}

describe(mergeSmoke, () => {
  it.each(['passed', 'failed'] as const)('takes what an agent that is heard saw: %s', (result) => {
    expect(mergeSmoke([unknown], status(result, '2026-11-30T11:59:50Z'), present)).toMatchObject([
      { id: 'dns-resolves', result, isAwaited: true },
    ]);
  });

  it.each([
    ['a silent agent', status('passed', '2026-11-30T11:00:00Z')],
    ['an agent that does not know', status('unknown', '2026-11-30T11:59:50Z')],
    ['nobody', {}],
  ])('takes nothing of %s', (_what, told) => {
    expect(mergeSmoke([unknown], told, present)).toStrictEqual([unknown]);
  });

  it('keeps what can be seen from here', () => {
    const failed: SmokeResult = { ...unknown, result: 'failed' };

    expect(mergeSmoke([failed], status('passed', '2026-11-30T11:59:50Z'), present)).toStrictEqual([failed]);
  });
});
