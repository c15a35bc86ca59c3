import { createGroup } from '../command-group.ts';
import { bootstrapRegion } from './region/bootstrap.ts';
import { decommissionRegion } from './region/decommission.ts';
import { listRegion } from './region/list.ts';
import { newRegion } from './region/new.ts';
import { smokeRegion } from './region/smoke.ts';
import { regionStatus } from './region/status.ts';
import { verifyRegion } from './region/verify.ts';

/** `atoll region`: a region from its first question to its last leftover. */
export const region = createGroup({
  name: 'region',
  description: 'Make, list, bootstrap, look at and leave regions.',
  commands: [
    newRegion,
    listRegion,
    bootstrapRegion,
    verifyRegion,
    regionStatus,
    smokeRegion,
    decommissionRegion,
  ],
  examples: `
Examples:
  atoll region new
  atoll region list
  atoll region bootstrap aws-us-east-1 --format cloudformation --out bootstrap.cfn.yaml
  atoll region verify aws-us-east-1
  atoll region status aws-us-east-1 --context control --region-context us-1 --watch
  atoll region smoke aws-us-east-1 --context control --region-context us-1
  atoll region decommission aws-us-west-2 --plan`,
});
