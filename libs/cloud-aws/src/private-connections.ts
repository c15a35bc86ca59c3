import type { StageCharts } from '@atoll/cloud';
import type { Chart } from 'cdk8s';
import type { AwsRegion } from './aws-region.ts';
import { endpointServiceNameOf, subnetRefsOf, transitNameOf, vpcNameOf } from './cloud-names.ts';
import { type ConnectionOf, findConnection } from './connections.ts';
import { addManagedResource, tagsOf } from './managed-resource.ts';
import { principalSuffix } from './principal-suffix.ts';
import {
  Ec2TransitGatewayVPCAttachment,
  Ec2VPCEndpointService,
  Ec2VPCEndpointServiceAllowedPrincipal,
} from './schemas/index.ts';

/**
 * Adds the attachment to the Transit Gateway and the PrivateLink endpoint service, as far as the region asks for them.
 *
 * The endpoint service stands in front of the load balancer that the region's own controller makes, so it waits until
 * that was observed (list-waits.ts).
 */
export function addPrivateConnections(stages: StageCharts, region: AwsRegion): void {
  const chart = stages.control.network;
  const transit = findConnection(region, 'transit-gateway');
  if (transit !== undefined) addTransitAttachment(chart, region, transit);
  const privateLink = findConnection(region, 'privatelink');
  const loadBalancer = region.cloudObserved?.ingress?.loadBalancerArn;
  if (privateLink !== undefined && loadBalancer !== undefined) {
    addEndpointService(chart, region, { ...privateLink, loadBalancer });
  }
}

function addTransitAttachment(
  chart: Chart,
  region: AwsRegion,
  transit: ConnectionOf<'transit-gateway'>,
): void {
  const name = transitNameOf(region);
  addManagedResource(chart, region, {
    kind: Ec2TransitGatewayVPCAttachment,
    name,
    forProvider: {
      transitGatewayId: transit.transitGatewayId,
      vpcIdRef: { name: vpcNameOf(region) },
      subnetIdRefs: subnetRefsOf(region),
      tags: tagsOf(region, name),
    },
  });
}

function addEndpointService(
  chart: Chart,
  region: AwsRegion,
  service: ConnectionOf<'privatelink'> & { readonly loadBalancer: string },
): void {
  const name = endpointServiceNameOf(region);
  addManagedResource(chart, region, {
    kind: Ec2VPCEndpointService,
    name,
    forProvider: {
      acceptanceRequired: service.acceptanceRequired,
      networkLoadBalancerArns: [service.loadBalancer],
      tags: tagsOf(region, name),
    },
  });
  for (const principalArn of service.allowedPrincipals) {
    addManagedResource(chart, region, {
      kind: Ec2VPCEndpointServiceAllowedPrincipal,
      name: `${name}-${principalSuffix(principalArn)}`,
      forProvider: { principalArn, vpcEndpointServiceIdRef: { name } },
    });
  }
}
