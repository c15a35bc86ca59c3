import { describeRegionInvariants } from './testing/region-invariants.ts';

/** Enough to find what is broken seldom. */
const RUNS = 2_000;

describeRegionInvariants(RUNS);
