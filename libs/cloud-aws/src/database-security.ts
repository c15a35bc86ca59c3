import type { StageCharts } from '@atoll/cloud';
import type { AwsRegion } from './aws-region.ts';
import { databaseNameOf, vpcNameOf } from './cloud-names.ts';
import { addManagedResource, tagsOf } from './managed-resource.ts';
import { Ec2SecurityGroup, Ec2SecurityGroupIngressRule } from './schemas/index.ts';

/** Port of PostgreSQL. */
export const DATABASE_PORT = 5432;

/**
 * Adds the security group of the event store: PostgreSQL from the three subnets, nothing out.
 *
 * "cannot be externally queried" (requirement E2). Nothing but the region's nodes lives in the three subnets, and who
 * comes over a Transit Gateway keeps an address outside of them. The nodes' own group would be narrower, but EKS makes
 * it, so its id is unknown before the cluster exists; inside the cluster NetworkPolicies narrow further.
 */
export function addDatabaseSecurity(stages: StageCharts, region: AwsRegion): void {
  const chart = stages.control.persistence;
  const name = databaseNameOf(region);
  addManagedResource(chart, region, {
    kind: Ec2SecurityGroup,
    name,
    forProvider: {
      name,
      description: `Event store of the Atoll region ${region.name}`,
      vpcIdRef: { name: vpcNameOf(region) },
      tags: tagsOf(region, name),
    },
  });
  region.network.subnets.forEach((cidrIpv4, index) => {
    const rule = region.names.of(`db-subnet-${index + 1}`);
    addManagedResource(chart, region, {
      kind: Ec2SecurityGroupIngressRule,
      name: rule,
      forProvider: {
        securityGroupIdRef: { name },
        description: 'PostgreSQL from the nodes',
        ipProtocol: 'tcp',
        fromPort: DATABASE_PORT,
        toPort: DATABASE_PORT,
        cidrIpv4,
        tags: tagsOf(region, rule),
      },
    });
  });
}
