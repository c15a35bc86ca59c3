import type { RegionStatus } from '@atoll/agent-model';
import { describeSilence, type SmokeResult } from '@atoll/region-status';

/** When it is, and how often an agent promises to be heard. */
interface Present {
  readonly now: Date;
  readonly intervalSeconds: number;
}

/**
 * Fills in what cannot be seen from here by what the agent in the region saw, as long as it is heard: a silent one's word
 * counts no more.
 */
export function mergeSmoke(
  results: readonly SmokeResult[],
  { smoke = [], agents = [] }: RegionStatus,
  { now, intervalSeconds }: Present,
): readonly SmokeResult[] {
  const lastSeen = agents.find(({ half }) => half === 'region')?.lastSeen;
  const { state } = describeSilence(lastSeen, now, intervalSeconds);
  if (state !== 'heard' && state !== 'late') return results;
  return results.map((result) => {
    const told = smoke.find(({ id }) => id === result.id);
    if (result.result !== 'unknown' || told?.result === undefined || told.result === 'unknown') return result;
    const message = told.message ?? result.title;
    return told.result === 'passed'
      ? { ...result, result: 'passed' as const, message, remedy: '' }
      : {
          ...result,
          result: 'failed' as const,
          message,
          remedy: `As the agent in the region saw it: ${message}`,
        };
  });
}
