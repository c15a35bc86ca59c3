import { describe, expect, it } from 'vitest';
import { runCrashTrials } from '../testing/crash-trials.ts';
import { createTemporaryRemote } from '../testing/temporary-remote.ts';

describe('a publisher that is killed', () => {
  it.each(['path', 'http'] as const)(
    'at a hundred random moments, published to a %s, loses and repeats no commit',
    async (kind) => {
      const seed = Math.floor(Math.random() * 2 ** 31);
      console.log(`seed ${seed}`);
      const place = await createTemporaryRemote(kind);
      try {
        await runCrashTrials(place, { trials: 100, seed });

        expect(place.git('rev-list', '--count', 'main')).toBe('101');
      } finally {
        await place.remove();
      }
    },
  );
});
