import type { StageCharts } from '@atoll/cloud';
import type { AwsRegion } from './aws-region.ts';
import { routeTableNameOf, vpcNameOf } from './cloud-names.ts';
import { addManagedResource, tagsOf } from './managed-resource.ts';
import { Ec2VPCEndpoint, Ec2VPCEndpointRouteTableAssociation } from './schemas/index.ts';

/**
 * Adds the gateway endpoint for S3: backups, image layers and exports leave the VPC without NAT or internet charges.
 *
 * "Reduces … data transfer and egress fees" (requirement L12). A gateway endpoint itself costs nothing.
 */
export function addEndpoints(stages: StageCharts, region: AwsRegion): void {
  const chart = stages.control.network;
  const name = region.names.of('s3');
  addManagedResource(chart, region, {
    kind: Ec2VPCEndpoint,
    name,
    forProvider: {
      vpcIdRef: { name: vpcNameOf(region) },
      vpcEndpointType: 'Gateway',
      serviceName: `com.amazonaws.${region.location}.s3`,
      tags: tagsOf(region, name),
    },
  });
  addManagedResource(chart, region, {
    kind: Ec2VPCEndpointRouteTableAssociation,
    name,
    forProvider: { vpcEndpointIdRef: { name }, routeTableIdRef: { name: routeTableNameOf(region) } },
  });
}
