import { join } from 'node:path';
import { describeCluster } from '@atoll/cluster/testing';
import { expect, it } from 'vitest';
import { growthOf } from './testing/growth-of.ts';
import { soakAgent } from './testing/soak-agent.ts';

const FLUX_CRDS = join(import.meta.dirname, '..', '..', 'flux', 'src', 'schemas', 'crds');
const MINUTES = 20;
const SEED = 20261201;

/** What memory may vary by without leaking. */
const NOISE_BYTES = 12_000_000;

describeCluster(
  'an agent over a wire that is reset every 5 to 30 s',
  { crdFolders: [FLUX_CRDS] },
  (getCluster) => {
    it('misses nothing, tells nothing twice and keeps nothing', {
      timeout: (MINUTES + 5) * 60_000,
    }, async () => {
      const { resets, writes, samples, counts, doubled } = await soakAgent(getCluster(), {
        minutes: MINUTES,
        seed: SEED,
      });

      expect(counts.filter((line) => line.includes('what="missed"'))).toStrictEqual([]);
      expect(doubled).toStrictEqual([]);
      expect(resets).toBeGreaterThan(MINUTES);
      expect(writes).toBeGreaterThan(MINUTES * 100);
      expect(counts.some((line) => line.includes('what="restart"'))).toBe(true);
      expect(growthOf(samples.map(({ rssBytes }) => rssBytes))).toBeLessThan(NOISE_BYTES);
      expect(growthOf(samples.map(({ openFiles = 0 }) => openFiles))).toBeLessThanOrEqual(4);
    });
  },
);
