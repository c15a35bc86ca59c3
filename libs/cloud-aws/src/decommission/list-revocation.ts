import type { RemovalStep } from '@atoll/cloud';
import type { AwsRegion } from '../aws-region.ts';
import { deleteBoundaryCommands, deleteRoleCommands } from '../bootstrap-bundle/revoke-commands.ts';

/** Gives how the owner takes back what the bundle made. */
export function listRevocation(region: AwsRegion): readonly RemovalStep[] {
  return [
    {
      what: 'Deployment role and its policies',
      note: 'Or delete the stack, or destroy the Terraform resources, by which you made them.',
      commands: deleteRoleCommands(region),
    },
    {
      what: 'permissions boundaries',
      note: 'IAM refuses that while a role is within them. CloudFormation and Terraform leave them on purpose.',
      commands: deleteBoundaryCommands(region),
    },
  ];
}
