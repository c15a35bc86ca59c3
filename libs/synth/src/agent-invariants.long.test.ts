import { describeAgentInvariants } from './testing/agent-invariants.ts';

/** Enough to find what is broken seldom. */
const RUNS = 500;

describeAgentInvariants(RUNS);
