import type { StageCharts } from '@atoll/cloud';
import type { Chart } from 'cdk8s';
import { type AwsRegion, clusterNameOf, zonesOf } from './aws-region.ts';
import { subnetNamesOf, vpcNameOf } from './cloud-names.ts';
import { addEndpoints } from './endpoints.ts';
import { addManagedResource, tagsOf } from './managed-resource.ts';
import { addPrivateConnections } from './private-connections.ts';
import { addRoutes } from './routes.ts';
import { Ec2DefaultSecurityGroup, Ec2Subnet, Ec2VPC } from './schemas/index.ts';

/** Tag by which Karpenter finds the subnets for its nodes. */
export const DISCOVERY_TAG = 'karpenter.sh/discovery';

/**
 * Adds the network: a VPC, one subnet in each of three zones, a default security group without rules, routes and endpoints.
 *
 * "The network configuration includes a VPC and three subnets per region."
 */
export function addNetwork(stages: StageCharts, region: AwsRegion): void {
  const chart = stages.control.network;
  addVpc(chart, region);
  addSubnets(chart, region);
  addRoutes(stages, region);
  addEndpoints(stages, region);
  addPrivateConnections(stages, region);
}

function addVpc(chart: Chart, region: AwsRegion): void {
  const name = vpcNameOf(region);
  addManagedResource(chart, region, {
    kind: Ec2VPC,
    name,
    forProvider: {
      cidrBlock: region.network.cidr,
      // Private endpoints of EKS and RDS are reached by names that the VPC's resolver answers.
      enableDnsHostnames: true,
      enableDnsSupport: true,
      tags: tagsOf(region, name),
    },
  });
  const defaultGroup = region.names.of('default');
  addManagedResource(chart, region, {
    kind: Ec2DefaultSecurityGroup,
    name: defaultGroup,
    // AWS makes this group with an open rule; adopted without rules, nothing that forgets its own group is reachable.
    forProvider: { vpcIdRef: { name }, ingress: [], egress: [], tags: tagsOf(region, defaultGroup) },
  });
}

function addSubnets(chart: Chart, region: AwsRegion): void {
  const zones = zonesOf(region);
  const isPublic = region.network.exposure === 'internet';
  const roleTag = isPublic ? 'kubernetes.io/role/elb' : 'kubernetes.io/role/internal-elb';
  subnetNamesOf(region).forEach((name, index) => {
    addManagedResource(chart, region, {
      kind: Ec2Subnet,
      name,
      forProvider: {
        vpcIdRef: { name: vpcNameOf(region) },
        availabilityZone: zones[index] as string,
        cidrBlock: region.network.subnets[index] as string,
        mapPublicIpOnLaunch: isPublic,
        tags: tagsOf(region, name, { [roleTag]: '1', [DISCOVERY_TAG]: clusterNameOf(region) }),
      },
    });
  });
}
