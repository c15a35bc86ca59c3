import { describeRegionInvariants } from './testing/region-invariants.ts';

/** Enough to find what is broken often; the long form draws more. */
const RUNS = 40;

describeRegionInvariants(RUNS);
