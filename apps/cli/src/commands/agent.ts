import { createGroup } from '../command-group.ts';
import { runAgent } from './agent/run.ts';

/** `atoll agent`: the agent, elsewhere than in a Pod. */
export const agent = createGroup({
  name: 'agent',
  description: 'Run the agent on a workstation.',
  commands: [runAgent],
  examples: `
Examples:
  atoll agent run --region aws-us-east-1 --context us-1`,
});
