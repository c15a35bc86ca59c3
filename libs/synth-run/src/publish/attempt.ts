import { DeployRepoError } from '@atoll/deploy-repo';
import { PublishError } from './publish-error.ts';
import type { PublishOptions } from './publish-options.ts';
import { waitBefore } from './wait-before.ts';

/** Others can be faster this often: with each of their pushes one of them is done. */
const MOST_ATTEMPTS = 40;

/** Failures that another attempt mends: somebody else has pushed, or is at work in the same clone. */
const PASSING = new Set(['ERR_DEPLOY_REPO_MOVED', 'ERR_DEPLOY_REPO_LOCKED']);

/**
 * Runs attempts until one comes through; whoever was not the first starts again from what the winner left.
 *
 * @throws PublishError `ERR_PUBLISH_BUSY` when others were faster 40 times
 */
export async function attempt<T>(
  run: (attempt: number) => Promise<T>,
  { pause, random }: Pick<PublishOptions, 'pause' | 'random'>,
): Promise<T> {
  for (let count = 1; ; count += 1) {
    try {
      return await run(count);
    } catch (error) {
      if (!(error instanceof DeployRepoError && PASSING.has(error.code))) throw error;
      if (count === MOST_ATTEMPTS) throw toBusy(error);
    }
    await pause(waitBefore(count + 1, random()));
  }
}

function toBusy(cause: DeployRepoError): PublishError {
  const message = `Somebody else was faster ${MOST_ATTEMPTS} times, the last time: ${cause.message} Nothing was published; run again when fewer publish.`;
  return new PublishError('ERR_PUBLISH_BUSY', message, { cause });
}
