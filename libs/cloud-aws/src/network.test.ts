import { describe, expect, it } from 'vitest';
import { addNetwork } from './network.ts';
import { exampleRegion } from './testing/example-region.ts';
import { findObject, forProviderOf, listNames, renderAdded } from './testing/render-added.ts';

const network = { cidr: '10.20.0.0/16', exposure: 'private', egress: 'gateway', apiServer: {} } as const;
const transitGateway = {
  type: 'transit-gateway',
  transitGatewayId: 'tgw-0123456789abcdef0',
  routes: ['10.0.0.0/12', '192.168.0.0/16'],
} as const;
const privateLink = {
  type: 'privatelink',
  allowedPrincipals: ['arn:aws:iam::777788889999:root', 'arn:aws:iam::777788889999:role/apps/Client'],
  acceptanceRequired: true,
} as const;
const ingress = {
  loadBalancerArn:
    'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/net/ingress/50dc6c495c0c9188',
  hostname: 'ingress-50dc6c495c0c9188.elb.eu-west-1.amazonaws.com',
  hostedZoneId: 'Z2IFOLAFXWLO4F',
};

describe('the network', () => {
  it('is a VPC with exactly three subnets, one in each of three zones', () => {
    const objects = renderAdded(exampleRegion(), addNetwork);

    const subnets = objects.filter((object) => object.kind === 'Subnet');

    expect(subnets.map((subnet) => forProviderOf([subnet], 'Subnet'))).toMatchObject([
      { availabilityZone: 'eu-west-1a', cidrBlock: '10.20.0.0/18' },
      { availabilityZone: 'eu-west-1b', cidrBlock: '10.20.64.0/18' },
      { availabilityZone: 'eu-west-1c', cidrBlock: '10.20.128.0/18' },
    ]);
  });

  it('renders a subnet of an internet region with public addresses and the tags of load balancers and Karpenter', () => {
    const objects = renderAdded(exampleRegion(), addNetwork);

    const subnet = findObject(objects, 'Subnet', 'atoll-aws-eu-west-1-subnet-1');

    expect(subnet).toEqual({
      apiVersion: 'ec2.aws.m.upbound.io/v1beta1',
      kind: 'Subnet',
      metadata: {
        name: 'atoll-aws-eu-west-1-subnet-1',
        namespace: 'region-aws-eu-west-1',
        labels: { 'atoll.dev/region': 'aws-eu-west-1' },
      },
      spec: {
        managementPolicies: ['*'],
        providerConfigRef: { kind: 'ProviderConfig', name: 'aws' },
        forProvider: {
          region: 'eu-west-1',
          vpcIdRef: { name: 'atoll-aws-eu-west-1-vpc' },
          availabilityZone: 'eu-west-1a',
          cidrBlock: '10.20.0.0/18',
          mapPublicIpOnLaunch: true,
          tags: {
            Name: 'atoll-aws-eu-west-1-subnet-1',
            'atoll:managed-by': 'atoll',
            'atoll:region': 'aws-eu-west-1',
            'karpenter.sh/discovery': 'atoll-aws-eu-west-1-cluster',
            'kubernetes.io/role/elb': '1',
          },
        },
      },
    });
  });

  it('leaves the default security group without a rule', () => {
    const objects = renderAdded(exampleRegion(), addNetwork);

    expect(forProviderOf(objects, 'DefaultSecurityGroup')).toMatchObject({ ingress: [], egress: [] });
  });

  it('lists exactly these objects for a region on the internet', () => {
    const objects = renderAdded(exampleRegion(), addNetwork);

    expect(listNames(objects)).toEqual([
      'VPC atoll-aws-eu-west-1-vpc',
      'DefaultSecurityGroup atoll-aws-eu-west-1-default',
      'Subnet atoll-aws-eu-west-1-subnet-1',
      'Subnet atoll-aws-eu-west-1-subnet-2',
      'Subnet atoll-aws-eu-west-1-subnet-3',
      'RouteTable atoll-aws-eu-west-1-routes',
      'RouteTableAssociation atoll-aws-eu-west-1-subnet-1',
      'RouteTableAssociation atoll-aws-eu-west-1-subnet-2',
      'RouteTableAssociation atoll-aws-eu-west-1-subnet-3',
      'InternetGateway atoll-aws-eu-west-1-internet',
      'Route atoll-aws-eu-west-1-default-route',
      'VPCEndpoint atoll-aws-eu-west-1-s3',
      'VPCEndpointRouteTableAssociation atoll-aws-eu-west-1-s3',
    ]);
  });

  it('leads a private region out through one regional NAT gateway, with the internet gateway only attached', () => {
    const objects = renderAdded(exampleRegion({ spec: { network } }), addNetwork);

    expect(forProviderOf(objects, 'NATGateway')).toEqual({
      region: 'eu-west-1',
      availabilityMode: 'regional',
      connectivityType: 'public',
      vpcIdRef: { name: 'atoll-aws-eu-west-1-vpc' },
      tags: {
        Name: 'atoll-aws-eu-west-1-nat',
        'atoll:managed-by': 'atoll',
        'atoll:region': 'aws-eu-west-1',
      },
    });
    expect(forProviderOf(objects, 'Route')).toEqual({
      region: 'eu-west-1',
      destinationCidrBlock: '0.0.0.0/0',
      natGatewayIdRef: { name: 'atoll-aws-eu-west-1-nat' },
      routeTableIdRef: { name: 'atoll-aws-eu-west-1-routes' },
    });
    expect(forProviderOf(objects, 'InternetGateway')).toMatchObject({
      vpcIdRef: { name: 'atoll-aws-eu-west-1-vpc' },
    });
    expect(forProviderOf(objects, 'Subnet', 'atoll-aws-eu-west-1-subnet-2')).toMatchObject({
      mapPublicIpOnLaunch: false,
      tags: { 'kubernetes.io/role/internal-elb': '1' },
    });
  });

  it('leads a private region with egress transit out through the Transit Gateway, without any gateway of its own', () => {
    const region = exampleRegion({
      spec: { network: { ...network, egress: 'transit' } },
      aws: { privateConnections: [{ ...transitGateway, routes: ['10.0.0.0/12', '192.168.0.0/16'] }] },
    });

    const objects = renderAdded(region, addNetwork);

    const routes = objects.filter((object) => object.kind === 'Route');
    expect(routes.map((route) => forProviderOf([route], 'Route'))).toMatchObject([
      { destinationCidrBlock: '0.0.0.0/0', transitGatewayId: 'tgw-0123456789abcdef0' },
      { destinationCidrBlock: '10.0.0.0/12', transitGatewayId: 'tgw-0123456789abcdef0' },
      { destinationCidrBlock: '192.168.0.0/16', transitGatewayId: 'tgw-0123456789abcdef0' },
    ]);
    expect(forProviderOf(objects, 'TransitGatewayVPCAttachment')).toMatchObject({
      transitGatewayId: 'tgw-0123456789abcdef0',
      subnetIdRefs: [
        { name: 'atoll-aws-eu-west-1-subnet-1' },
        { name: 'atoll-aws-eu-west-1-subnet-2' },
        { name: 'atoll-aws-eu-west-1-subnet-3' },
      ],
    });
    expect(listNames(objects).filter((name) => /Gateway /.test(name))).toEqual([]);
  });
});

describe('the PrivateLink endpoint service', () => {
  const aws = {
    privateConnections: [{ ...privateLink, allowedPrincipals: [...privateLink.allowedPrincipals] }],
  };

  it('is left out until the load balancer was observed', () => {
    const objects = renderAdded(exampleRegion({ aws }), addNetwork);

    expect(listNames(objects).filter((name) => name.startsWith('VPCEndpointService'))).toEqual([]);
  });

  it('stands in front of the observed load balancer and names each principal', () => {
    const objects = renderAdded(exampleRegion({ aws, observed: { ingress } }), addNetwork);

    expect(forProviderOf(objects, 'VPCEndpointService')).toMatchObject({
      acceptanceRequired: true,
      networkLoadBalancerArns: [ingress.loadBalancerArn],
    });
    expect(
      listNames(objects).filter((name) => name.startsWith('VPCEndpointServiceAllowedPrincipal')),
    ).toEqual([
      'VPCEndpointServiceAllowedPrincipal atoll-aws-eu-west-1-privatelink-777788889999-root',
      'VPCEndpointServiceAllowedPrincipal atoll-aws-eu-west-1-privatelink-777788889999-role.apps.client',
    ]);
  });
});
