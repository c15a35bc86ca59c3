import { readConfigRepo, statConfigRepo } from '@atoll/config-repo';
import { digestText } from './digest-text.ts';

/** Files that bound something by time. */
const TIMED = /^regions\/[^/]+\/(?:access|freezes)\//;

/**
 * Gives the next instant behind `at` at which a grant of access or a freeze begins or ends; undefined: none ever does.
 *
 * Whoever publishes continuously wakes then: the skip cache takes the regions concerned for stale.
 *
 * @throws AppError `ERR_CONFIG_REPO_…` when the folder cannot be read at all
 */
export async function nextChange(root: string, at: Date): Promise<Date | undefined> {
  const timed = statConfigRepo(root).files.filter(({ path }) => TIMED.test(path));
  if (timed.length === 0) return undefined;
  // See check-config.ts.
  const { createSynth } = await import('@atoll/synth');
  const only = [...new Set(timed.map(({ path }) => path.split('/')[1] ?? ''))];
  const { files } = await readConfigRepo(root, { only });
  return createSynth({ digest: digestText }).nextMoment(files, at);
}
