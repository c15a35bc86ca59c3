import { createGroup } from '../command-group.ts';
import { ackDrift } from './drift/ack.ts';
import { adoptDrift } from './drift/adopt.ts';
import { healDrift } from './drift/heal.ts';
import { ignoreDrift } from './drift/ignore.ts';
import { listDrift } from './drift/list.ts';
import { showDrift } from './drift/show.ts';

/** `atoll drift`: what is not as in Git, and what people decide about it. */
export const drift = createGroup({
  name: 'drift',
  description: 'Show what in a cluster is not as in Git, and decide about it.',
  commands: [listDrift, showDrift, ackDrift, healDrift, adoptDrift, ignoreDrift],
  examples: `
Examples:
  atoll drift list --context eu-1
  atoll drift show deployment-cart-5d1c0f3a
  atoll drift ack deployment-cart-5d1c0f3a --comment "load test, until noon"
  atoll drift heal deployment-cart-5d1c0f3a
  atoll drift adopt nodepool-elastic-1a2b3c4d
  atoll drift ignore deployment-cart-5d1c0f3a --until 2h --reason "load test"`,
});
