import { describeStageOrder } from './testing/stage-order.ts';

/** Enough to find what is broken seldom. */
const RUNS = 2_000;

describeStageOrder(RUNS);
