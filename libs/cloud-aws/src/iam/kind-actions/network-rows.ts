import * as kinds from '../../schemas/index.ts';
import { ec2Row } from './ec2-row.ts';
import { type KindRow, type Scene, withNeeds } from './kind-row.ts';
import { serviceLinkedRole } from './role-needs.ts';

/** What provider-aws calls for the network of a region. */
export const networkRows: readonly KindRow[] = [
  ec2Row(kinds.Ec2VPC, {
    type: 'vpc',
    observe:
      'DescribeNetworkAcls DescribeRouteTables DescribeSecurityGroups DescribeVpcAttribute DescribeVpcs',
    create: 'CreateVpc CreateTags ModifyVpcAttribute',
    update: 'CreateTags DeleteTags ModifyVpcAttribute',
    delete: 'DeleteVpc',
    source: 'internal/service/ec2/vpc_.go',
  }),
  ec2Row(kinds.Ec2Subnet, {
    type: 'subnet',
    uses: { CreateSubnet: ['vpc'] },
    observe: 'DescribeSubnets',
    create: 'CreateSubnet CreateTags ModifySubnetAttribute',
    update: 'CreateTags DeleteTags ModifySubnetAttribute',
    delete: 'DeleteNetworkInterface DeleteSubnet DescribeNetworkInterfaces DetachNetworkInterface',
    source: 'internal/service/ec2/vpc_subnet.go',
  }),
  ec2Row(kinds.Ec2InternetGateway, {
    type: 'internet-gateway',
    uses: { AttachInternetGateway: ['vpc'], DetachInternetGateway: ['vpc'] },
    observe: 'DescribeInternetGateways',
    create: 'CreateInternetGateway AttachInternetGateway CreateTags',
    update: 'AttachInternetGateway CreateTags DeleteTags DetachInternetGateway',
    delete: 'DeleteInternetGateway DetachInternetGateway',
    source: 'internal/service/ec2/vpc_internet_gateway.go',
  }),
  withNeeds(
    ec2Row(kinds.Ec2NATGateway, {
      type: 'natgateway',
      uses: { CreateNatGateway: ['vpc'] },
      observe: 'DescribeNatGateways',
      create: 'CreateNatGateway CreateTags',
      update: 'CreateTags DeleteTags',
      delete: 'DeleteNatGateway',
      source: 'internal/service/ec2/vpc_nat_gateway.go',
    }),
    (nat, scene) => (nat.forProvider['availabilityMode'] === 'regional' ? [regionalNat(scene)] : []),
  ),
  ec2Row(kinds.Ec2RouteTable, {
    type: 'route-table',
    uses: { CreateRouteTable: ['vpc'] },
    observe: 'DescribeRouteTables',
    create: 'CreateRouteTable CreateTags',
    update: 'CreateTags DeleteTags',
    delete: 'DeleteRouteTable DisassociateRouteTable',
    source: 'internal/service/ec2/vpc_route_table.go',
  }),
  ec2Row(kinds.Ec2RouteTableAssociation, {
    type: 'route-table',
    uses: { AssociateRouteTable: ['subnet'], DisassociateRouteTable: ['subnet'] },
    observe: 'DescribeRouteTables',
    create: 'AssociateRouteTable',
    update: 'ReplaceRouteTableAssociation',
    delete: 'DisassociateRouteTable',
    source: 'internal/service/ec2/vpc_route_table_association.go',
  }),
  ec2Row(kinds.Ec2Route, {
    type: 'route-table',
    observe: 'DescribeRouteTables',
    create: 'CreateRoute',
    update: 'ReplaceRoute',
    delete: 'DeleteRoute',
    source: 'internal/service/ec2/vpc_route.go',
  }),
  ec2Row(kinds.Ec2VPCEndpoint, {
    type: 'vpc-endpoint',
    uses: { CreateVpcEndpoint: ['vpc'] },
    observe: 'DescribePrefixLists DescribeVpcEndpoints',
    create: 'CreateVpcEndpoint CreateTags',
    update: 'CreateTags DeleteTags ModifyVpcEndpoint',
    delete: 'DeleteVpcEndpoints',
    source: 'internal/service/ec2/vpc_endpoint.go',
  }),
  ec2Row(kinds.Ec2VPCEndpointRouteTableAssociation, {
    type: 'vpc-endpoint',
    uses: { ModifyVpcEndpoint: ['route-table'] },
    observe: 'DescribeVpcEndpoints',
    create: 'ModifyVpcEndpoint',
    update: '',
    delete: 'ModifyVpcEndpoint',
    source: 'internal/service/ec2/vpc_endpoint_route_table_association.go',
  }),
  ec2Row(kinds.Ec2VPCEndpointService, {
    type: 'vpc-endpoint-service',
    observe: 'DescribeVpcEndpointServiceConfigurations DescribeVpcEndpointServicePermissions',
    create: 'CreateVpcEndpointServiceConfiguration CreateTags',
    update: 'CreateTags DeleteTags ModifyVpcEndpointServiceConfiguration',
    delete: 'DeleteVpcEndpointServiceConfigurations',
    source: 'internal/service/ec2/vpc_endpoint_service.go',
  }),
  ec2Row(kinds.Ec2VPCEndpointServiceAllowedPrincipal, {
    type: 'vpc-endpoint-service',
    observe: 'DescribeVpcEndpointServicePermissions',
    create: 'ModifyVpcEndpointServicePermissions',
    update: '',
    delete: 'ModifyVpcEndpointServicePermissions',
    source: 'internal/service/ec2/vpc_endpoint_service_allowed_principal.go',
  }),
  withNeeds(
    ec2Row(kinds.Ec2TransitGatewayVPCAttachment, {
      type: 'transit-gateway-attachment',
      uses: { CreateTransitGatewayVpcAttachment: ['subnet', 'vpc'] },
      observe:
        'DescribeTransitGatewayVpcAttachments DescribeTransitGateways GetTransitGatewayRouteTableAssociations GetTransitGatewayRouteTablePropagations',
      create: 'CreateTransitGatewayVpcAttachment CreateTags',
      update: 'CreateTags DeleteTags ModifyTransitGatewayVpcAttachment',
      delete: 'DeleteTransitGatewayVpcAttachment',
      source: 'internal/service/ec2/transitgateway_vpc_attachment.go',
    }),
    (_attachment, scene) => [
      serviceLinkedRole(scene, {
        service: 'transitgateway.amazonaws.com',
        role: 'AWSServiceRoleForVPCTransitGateway',
        source: 'AWS Transit Gateway guide, "Use service-linked roles for transit gateways"',
      }),
    ],
  ),
  ec2Row(kinds.Ec2SecurityGroup, {
    type: 'security-group',
    uses: { CreateSecurityGroup: ['vpc'] },
    observe: 'DescribeSecurityGroups',
    // A new group of AWS lets everything out; the provider takes that rule away.
    create: 'CreateSecurityGroup CreateTags RevokeSecurityGroupEgress',
    update: 'CreateTags DeleteTags',
    delete: 'DeleteNetworkInterface DeleteSecurityGroup DescribeNetworkInterfaces DetachNetworkInterface',
    source: 'internal/service/ec2/vpc_security_group.go',
  }),
  ec2Row(kinds.Ec2SecurityGroupIngressRule, {
    type: 'security-group',
    observe: 'DescribeSecurityGroupRules',
    create: 'AuthorizeSecurityGroupIngress CreateTags',
    update: 'CreateTags DeleteTags ModifySecurityGroupRules',
    delete: 'RevokeSecurityGroupIngress',
    source: 'internal/service/ec2/vpc_security_group_ingress_rule.go',
  }),
  ec2Row(kinds.Ec2DefaultSecurityGroup, {
    type: 'security-group',
    observe: 'DescribeSecurityGroups',
    // Adopted, never made; without rules, so they are only taken away.
    create: 'RevokeSecurityGroupEgress RevokeSecurityGroupIngress CreateTags',
    update: 'CreateTags DeleteTags RevokeSecurityGroupEgress RevokeSecurityGroupIngress',
    delete: '',
    source: 'internal/service/ec2/vpc_default_security_group.go',
  }),
  ec2Row(kinds.Ec2LaunchTemplate, {
    type: 'launch-template',
    observe: 'DescribeLaunchTemplateVersions DescribeLaunchTemplates',
    create: 'CreateLaunchTemplate CreateTags',
    update: 'CreateLaunchTemplateVersion CreateTags DeleteTags ModifyLaunchTemplate',
    delete: 'DeleteLaunchTemplate',
    source: 'internal/service/ec2/ec2_launch_template.go',
  }),
];

function regionalNat(scene: Scene) {
  return serviceLinkedRole(scene, {
    service: 'ec2-nat-gateway.amazonaws.com',
    role: 'AWSServiceRoleForNATGateway',
    source: 'Amazon VPC User Guide, "Using service-linked roles for VPC": regional NAT gateways',
  });
}
