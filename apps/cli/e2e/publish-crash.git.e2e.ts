import { describe, it } from 'vitest';
import { runCrashTrials } from './testing/crash-trials.ts';

const TRIALS = 20;
const TIMEOUT_MS = 300_000;

describe('atoll publish that is killed at any moment', () => {
  it('loses no commit, makes none twice, and is completed by the next run', { timeout: TIMEOUT_MS }, () =>
    runCrashTrials(TRIALS, 20_261_121),
  );
});
