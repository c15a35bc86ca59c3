/**
 * Fields of `atProvider` that nobody can set, by `<kind>.<service>`: the cloud assigns them. Source: the CRDs of
 * provider-upjet-aws v2.6.0, where `forProvider` does not have them.
 */
export const assignedFields: Readonly<Record<string, readonly string[]>> = {
  'AccessEntry.eks': ['/accessEntryArn', '/createdAt', '/modifiedAt'],
  'AccessPolicyAssociation.eks': ['/associatedAt', '/modifiedAt'],
  'Addon.eks': ['/createdAt', '/modifiedAt'],
  'Alias.kms': ['/targetKeyArn'],
  'Bucket.s3': [
    '/bucketDomainName',
    '/bucketRegion',
    '/bucketRegionalDomainName',
    '/hostedZoneId',
    '/websiteDomain',
    '/websiteEndpoint',
  ],
  'Cluster.eks': [
    '/certificateAuthority',
    '/clusterId',
    '/createdAt',
    '/endpoint',
    '/identity',
    '/kubernetesNetworkConfig/serviceIpv6Cidr',
    '/platformVersion',
    '/status',
    '/vpcConfig/clusterSecurityGroupId',
    '/vpcConfig/vpcId',
  ],
  'ClusterAuth.eks': ['/lastRefreshTime'],
  'DefaultSecurityGroup.ec2': ['/description', '/name'],
  'Instance.rds': [
    '/address',
    '/endpoint',
    '/engineVersionActual',
    '/hostedZoneId',
    '/latestRestorableTime',
    '/listenerEndpoint',
    '/masterUserSecret',
    '/replicas',
    '/resourceId',
    '/status',
    '/upgradeRolloutOrder',
  ],
  'InstanceProfile.iam': ['/createDate', '/uniqueId'],
  'Key.kms': ['/keyId'],
  'LaunchTemplate.ec2': ['/latestVersion'],
  'NATGateway.ec2': [
    '/associationId',
    '/autoProvisionZones',
    '/autoScalingIps',
    '/networkInterfaceId',
    '/publicIp',
    '/regionalNatGatewayAddress',
    '/regionalNatGatewayAutoMode',
    '/routeTableId',
  ],
  'NodeGroup.eks': ['/resources', '/status'],
  'PodIdentityAssociation.eks': ['/associationArn', '/associationId', '/externalId'],
  'Policy.iam': ['/attachmentCount', '/policyId'],
  'Record.route53': ['/fqdn'],
  'Role.iam': ['/createDate', '/uniqueId'],
  'Route.ec2': ['/instanceId', '/instanceOwnerId', '/origin', '/state'],
  'Secret.secretsmanager': [
    '/replica[*]/lastAccessedDate',
    '/replica[*]/status',
    '/replica[*]/statusMessage',
  ],
  'SecurityGroupIngressRule.ec2': ['/securityGroupRuleId'],
  'Subnet.ec2': ['/ipv6CidrBlockAssociationId'],
  'SubnetGroup.rds': ['/supportedNetworkTypes', '/vpcId'],
  'TransitGatewayVPCAttachment.ec2': ['/vpcOwnerId'],
  'VPC.ec2': [
    '/defaultNetworkAclId',
    '/defaultRouteTableId',
    '/defaultSecurityGroupId',
    '/dhcpOptionsId',
    '/ipv6AssociationId',
    '/mainRouteTableId',
  ],
  'VPCEndpoint.ec2': [
    '/cidrBlocks',
    '/dnsEntry',
    '/networkInterfaceIds',
    '/prefixListId',
    '/requesterManaged',
    '/state',
  ],
  'VPCEndpointService.ec2': [
    '/availabilityZones',
    '/baseEndpointDnsNames',
    '/managesVpcEndpoints',
    '/privateDnsNameConfiguration',
    '/serviceName',
    '/serviceType',
    '/state',
  ],
  'Zone.route53': ['/nameServers', '/primaryNameServer', '/zoneId'],
};

/** Fields that every resource may have, and nobody sets. */
export const commonAssignedFields: readonly string[] = ['/id', '/arn', '/ownerId', '/tagsAll'];

/**
 * What other objects of Kubernetes put into a resource: rules of a group, routes of a table, a bucket's settings. One that
 * is not theirs is somebody's, but a single resource does not show whose, so nothing is said of these.
 */
export const composedFields: Readonly<Record<string, readonly string[]>> = {
  'Bucket.s3': [
    '/accelerationStatus',
    '/acl',
    '/corsRule',
    '/grant',
    '/lifecycleRule',
    '/logging',
    '/objectLockConfiguration',
    '/policy',
    '/replicationConfiguration',
    '/requestPayer',
    '/serverSideEncryptionConfiguration',
    '/versioning',
    '/website',
  ],
  'RouteTable.ec2': ['/propagatingVgws', '/route'],
  'Secret.secretsmanager': ['/policy'],
  'SecurityGroup.ec2': ['/egress', '/ingress'],
  'VPCEndpoint.ec2': ['/routeTableIds', '/securityGroupIds', '/subnetIds'],
  'VPCEndpointService.ec2': ['/allowedPrincipals'],
};
