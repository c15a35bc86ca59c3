import type { StageCharts } from '@atoll/cloud';
import { ANYWHERE } from '@atoll/region-model';
import type { Chart } from 'cdk8s';
import type { AwsRegion } from './aws-region.ts';
import { routeTableNameOf, subnetNamesOf, vpcNameOf } from './cloud-names.ts';
import { findConnection } from './connections.ts';
import { addManagedResource, tagsOf } from './managed-resource.ts';
import {
  Ec2InternetGateway,
  Ec2NATGateway,
  Ec2Route,
  Ec2RouteTable,
  Ec2RouteTableAssociation,
} from './schemas/index.ts';

/** Where a route leads to. */
type RouteTarget =
  | { readonly gatewayIdRef: { readonly name: string } }
  | { readonly natGatewayIdRef: { readonly name: string } }
  | { readonly transitGatewayId: string };

/**
 * Adds the region's one route table with its default route: internet gateway, regional NAT gateway or Transit Gateway.
 *
 * A regional NAT gateway stands in no subnet: AWS gives it a route table of its own that leads to the VPC's internet
 * gateway, so the internet gateway is attached but no subnet's route points at it.
 * Source: Amazon VPC User Guide, "Regional NAT gateways for automatic multi-AZ expansion".
 */
export function addRoutes(stages: StageCharts, region: AwsRegion): void {
  const chart = stages.control.network;
  const name = routeTableNameOf(region);
  addManagedResource(chart, region, {
    kind: Ec2RouteTable,
    name,
    forProvider: { vpcIdRef: { name: vpcNameOf(region) }, tags: tagsOf(region, name) },
  });
  for (const subnet of subnetNamesOf(region)) {
    addManagedResource(chart, region, {
      kind: Ec2RouteTableAssociation,
      name: subnet,
      forProvider: { routeTableIdRef: { name }, subnetIdRef: { name: subnet } },
    });
  }
  const target = addEgress(chart, region);
  if (target !== undefined)
    addRoute(chart, region, { name: region.names.of('default-route'), cidr: ANYWHERE, target });
  addTransitRoutes(chart, region);
}

function addEgress(chart: Chart, region: AwsRegion): RouteTarget | undefined {
  if (region.network.egress === 'transit') return transitTarget(region);
  const internet = region.names.of('internet');
  addManagedResource(chart, region, {
    kind: Ec2InternetGateway,
    name: internet,
    forProvider: { vpcIdRef: { name: vpcNameOf(region) }, tags: tagsOf(region, internet) },
  });
  if (region.network.exposure === 'internet') return { gatewayIdRef: { name: internet } };
  const nat = region.names.of('nat');
  addManagedResource(chart, region, {
    kind: Ec2NATGateway,
    name: nat,
    forProvider: {
      availabilityMode: 'regional',
      connectivityType: 'public',
      vpcIdRef: { name: vpcNameOf(region) },
      tags: tagsOf(region, nat),
    },
  });
  return { natGatewayIdRef: { name: nat } };
}

function addTransitRoutes(chart: Chart, region: AwsRegion): void {
  const target = transitTarget(region);
  if (target === undefined) return;
  for (const cidr of findConnection(region, 'transit-gateway')?.routes ?? []) {
    addRoute(chart, region, {
      name: region.names.of(`transit-${cidr.replaceAll(/[./]/g, '-')}`),
      cidr,
      target,
    });
  }
}

function transitTarget(region: AwsRegion): RouteTarget | undefined {
  const connection = findConnection(region, 'transit-gateway');
  return connection === undefined ? undefined : { transitGatewayId: connection.transitGatewayId };
}

function addRoute(
  chart: Chart,
  region: AwsRegion,
  route: { readonly name: string; readonly cidr: string; readonly target: RouteTarget },
): void {
  addManagedResource(chart, region, {
    kind: Ec2Route,
    name: route.name,
    forProvider: {
      routeTableIdRef: { name: routeTableNameOf(region) },
      destinationCidrBlock: route.cidr,
      ...route.target,
    },
  });
}
