import { describeStageOrder } from './testing/stage-order.ts';

/** Enough to find what is broken often; the long form draws more. */
const RUNS = 25;

describeStageOrder(RUNS);
