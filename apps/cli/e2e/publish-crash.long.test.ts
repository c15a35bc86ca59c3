import { describe, it } from 'vitest';
import { runCrashTrials } from './testing/crash-trials.ts';

const TRIALS = 200;

describe('atoll publish that is killed at 200 moments', () => {
  it('loses no commit, makes none twice, and is completed by the next run', () => runCrashTrials(TRIALS, 7));
});
