import { describeAgentInvariants } from './testing/agent-invariants.ts';

/** Enough to find what is broken often; the long form draws more. */
const RUNS = 15;

describeAgentInvariants(RUNS);
