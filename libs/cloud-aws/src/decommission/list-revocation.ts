import type { RemovalStep } from '@atoll/cloud';
import type { AwsRegion } from '../aws-region.ts';
import {
  deleteBoundaryCommands,
  deleteRoleCommands,
  destroyRoleCommand,
} from '../bootstrap-bundle/revoke-commands.ts';

/** Gives how the owner takes back what the bundle made. */
export function listRevocation(region: AwsRegion): readonly RemovalStep[] {
  return [
    {
      what: 'Deployment role and its policies',
      note: `Or delete the stack, or \`${destroyRoleCommand(region)}\`, by which you made them: a plain destroy stops at the boundaries. Both need a role that is not stopped.`,
      commands: deleteRoleCommands(region),
    },
    {
      what: 'permissions boundaries',
      note: 'IAM refuses that while a role is within them. CloudFormation and Terraform leave them on purpose.',
      commands: deleteBoundaryCommands(region),
    },
  ];
}
