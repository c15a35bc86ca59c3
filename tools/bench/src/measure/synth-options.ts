import { join } from 'node:path';
import type { SynthOptions } from '@atoll/synth-run';

/** Who the bench commits as. */
export const AUTHOR = { name: 'bench', email: 'bench@localhost' };

/** Every commit has this time, so that equal trees give equal commits. */
export const COMMIT_TIME = new Date('2026-01-01T00:00:00Z');

/** Gives the options of a run over the fleet at `root`, into `root/deploy`. */
export function toSynthOptions(root: string, environment: SynthOptions['environment']): SynthOptions {
  return {
    root,
    deploy: join(root, 'deploy'),
    verify: false,
    allowDelete: [],
    at: COMMIT_TIME,
    author: AUTHOR,
    generatorVersion: 'bench',
    sourceCommit: undefined,
    environment,
    now: () => COMMIT_TIME,
  };
}
