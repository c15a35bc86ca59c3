import { join } from 'node:path';
import { describeCluster } from '@atoll/cluster/testing';
import { expect, it } from 'vitest';
import { growthOf } from './growth-of.ts';
import { soakAgent } from './soak-agent.ts';

const FLUX_CRDS = join(import.meta.dirname, '..', '..', '..', 'flux', 'src', 'schemas', 'crds');
const SEED = 20261201;

/** How long a soak lasts, and what memory may vary by in that time without leaking. */
export interface AgentSoak {
  readonly minutes: number;
  readonly noiseBytes: number;
}

/** Declares the test of an agent over a wire that is reset again and again, in its short form and its long. */
export function describeAgentSoak({ minutes, noiseBytes }: AgentSoak): void {
  const options = { crdFolders: [FLUX_CRDS] };
  describeCluster('an agent over a wire that is reset every 5 to 30 s', options, (getCluster) => {
    it('misses nothing, tells nothing twice and keeps nothing', {
      timeout: (minutes + 5) * 60_000,
    }, async () => {
      const { resets, writes, samples, counts, doubled } = await soakAgent(getCluster(), {
        minutes,
        seed: SEED,
      });

      expect(counts.filter((line) => line.includes('what="missed"'))).toStrictEqual([]);
      expect(doubled).toStrictEqual([]);
      expect(resets).toBeGreaterThan(minutes);
      expect(writes).toBeGreaterThan(minutes * 100);
      expect(counts.some((line) => line.includes('what="restart"'))).toBe(true);
      expect(growthOf(samples.map(({ rssBytes }) => rssBytes))).toBeLessThan(noiseBytes);
      expect(growthOf(samples.map(({ openFiles = 0 }) => openFiles))).toBeLessThanOrEqual(4);
    });
  });
}
