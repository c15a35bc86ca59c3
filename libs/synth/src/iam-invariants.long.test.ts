import { describeIamInvariants } from './testing/iam-invariants.ts';

/** Enough to find what is broken seldom. */
const RUNS = 500;

describeIamInvariants(RUNS);
