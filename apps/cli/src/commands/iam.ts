import { createGroup } from '../command-group.ts';
import { diffIam } from './iam/diff.ts';
import { lintIam } from './iam/lint.ts';
import { showIam } from './iam/show.ts';

/** `atoll iam`: what the roles of a region may do, and what its rendering needs of them. */
export const iam = createGroup({
  name: 'iam',
  description: "Show, compare and check the roles of a region in its owner's account.",
  commands: [showIam, diffIam, lintIam],
  examples: `
Examples:
  atoll iam show aws-us-east-1 --role deployment
  atoll iam diff aws-us-east-1 v1.4.0..v1.5.0
  atoll iam lint --all`,
});
