import { DeployRepoError } from '@atoll/deploy-repo';
import { describe, expect, it } from 'vitest';
import { attempt } from './attempt.ts';
import { waitBefore } from './wait-before.ts';

function moved(): DeployRepoError {
  return new DeployRepoError('ERR_DEPLOY_REPO_MOVED', 'somebody was faster.');
}

describe(attempt, () => {
  it('gives what the first attempt that comes through gives, and waits longer before each', async () => {
    const pauses: number[] = [];
    const pause = (ms: number) => Promise.resolve(void pauses.push(ms));

    const result = await attempt((count) => (count < 4 ? Promise.reject(moved()) : Promise.resolve(count)), {
      pause,
      random: () => 1,
    });

    expect(result).toBe(4);
    expect(pauses).toStrictEqual([200, 400, 800]);
  });

  it('waits for another process at work in the same clone, too', async () => {
    const locked = new DeployRepoError('ERR_DEPLOY_REPO_LOCKED', 'process 1 is writing here');
    const pause = () => Promise.resolve();

    const result = await attempt(
      (count) => (count === 1 ? Promise.reject(locked) : Promise.resolve('done')),
      { pause, random: () => 0 },
    );

    expect(result).toBe('done');
  });

  it('gives up after 40 attempts, and says why', async () => {
    const pauses: number[] = [];
    const pause = (ms: number) => Promise.resolve(void pauses.push(ms));

    const given = attempt(() => Promise.reject(moved()), { pause, random: () => 0 });

    await expect(given).rejects.toMatchObject({
      code: 'ERR_PUBLISH_BUSY',
      message:
        'Somebody else was faster 40 times, the last time: somebody was faster. Nothing was published; run again when fewer publish.',
    });
    expect(pauses).toHaveLength(39);
  });

  it('passes every other failure on at once', async () => {
    const refused = new DeployRepoError('ERR_DEPLOY_REPO_REFUSED', 'no');
    const pause = () => Promise.reject(new Error('it must not wait'));

    await expect(attempt(() => Promise.reject(refused), { pause, random: () => 0 })).rejects.toBe(refused);
  });
});

describe(waitBefore, () => {
  it.each([
    [2, 0, 20],
    [2, 1, 200],
    [4, 0.5, 440],
    [40, 1, 5000],
  ])('gives before attempt %i with chance %f %i ms', (count, chance, expected) => {
    expect(waitBefore(count, chance)).toBe(expected);
  });
});
