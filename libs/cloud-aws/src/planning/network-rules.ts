import * as kinds from '../schemas/index.ts';
import type { ChangeRule } from './change-rule.ts';

const CUT_OFF = 'whoever came in by the old rule is cut off';

/** What changes of routes, rules and private connections do. */
export const networkRules: readonly ChangeRule[] = [
  {
    kind: kinds.Ec2Route,
    fields: ['gatewayId', 'natGatewayId', 'transitGatewayId', 'vpcEndpointId', 'networkInterfaceId'],
    verdict: {
      effect: 'disruptive',
      reason: 'traffic takes another way out at once, and open connections break',
      source: 'EC2 API, ReplaceRoute',
      heedsWindow: true,
    },
  },
  {
    kind: kinds.Ec2SecurityGroupIngressRule,
    fields: ['cidrIpv4', 'cidrIpv6', 'prefixListId', 'referencedSecurityGroupId'],
    when: ({ from, to }) => from === undefined || to === undefined,
    verdict: {
      effect: 'refused',
      reason: 'a rule keeps the kind of its source',
      remedy: 'delete the rule and add another one under another name',
      source: 'terraform-provider-aws 6.34.0, ec2/vpc_security_group_ingress_rule.go (ModifyPlan)',
    },
  },
  {
    kind: kinds.Ec2SecurityGroupIngressRule,
    fields: [
      'cidrIpv4',
      'cidrIpv6',
      'fromPort',
      'ipProtocol',
      'prefixListId',
      'referencedSecurityGroupId',
      'toPort',
    ],
    verdict: { effect: 'disruptive', reason: CUT_OFF, source: 'EC2 API, ModifySecurityGroupRules' },
  },
  {
    kind: kinds.Ec2VPCEndpointService,
    fields: ['networkLoadBalancerArns'],
    verdict: {
      effect: 'disruptive',
      reason: 'connections through PrivateLink break when their load balancer is taken away',
      source: 'EC2 API, ModifyVpcEndpointServiceConfiguration',
      heedsWindow: true,
    },
  },
  {
    kind: kinds.Ec2TransitGatewayVPCAttachment,
    fields: ['subnetIds'],
    verdict: {
      effect: 'disruptive',
      reason: 'the zone of a subnet that leaves loses its way to the Transit Gateway',
      source: 'EC2 API, ModifyTransitGatewayVpcAttachment',
      heedsWindow: true,
    },
  },
];
