import type { AwsRegion } from './aws-region.ts';

/** Both names of a log group. */
export interface LogGroupName {
  /** Name of the object. */
  readonly name: string;
  /** Name in CloudWatch Logs. */
  readonly group: string;
}

/** Gives the name of the VPC. */
export function vpcNameOf(region: AwsRegion): string {
  return region.names.of('vpc');
}

/** Gives the names of the three subnets, in the order of the zones; no zone stands in a name. */
export function subnetNamesOf(region: AwsRegion): readonly string[] {
  return region.network.subnets.map((_cidr, index) => region.names.of(`subnet-${index + 1}`));
}

/** Gives references to the three subnets. */
export function subnetRefsOf(region: AwsRegion): readonly { readonly name: string }[] {
  return subnetNamesOf(region).map((name) => ({ name }));
}

/** Gives the name of the region's one route table. */
export function routeTableNameOf(region: AwsRegion): string {
  return region.names.of('routes');
}

/** Gives the name of the region's own KMS key; its alias in AWS is `alias/<name>`. */
export function keyNameOf(region: AwsRegion): string {
  return region.names.of('key');
}

/** Gives the name of the system node group and of its launch template. */
export function systemNodesNameOf(region: AwsRegion): string {
  return region.names.of('system');
}

/** Gives the name of the event store, of its subnet group and of its security group. */
export function databaseNameOf(region: AwsRegion): string {
  return region.names.of('db');
}

/** Gives the name of the event store's parameter group; its family cannot change, so the major version is part of it. */
export function parameterGroupNameOf(region: AwsRegion): string {
  return region.names.of(`db-postgres${region.persistence.engineVersion}`);
}

/** Gives the name of the object of the Route 53 zone. */
export function zoneNameOf(region: AwsRegion): string {
  return region.names.of('zone');
}

/** Gives the name of the attachment to the Transit Gateway. */
export function transitNameOf(region: AwsRegion): string {
  return region.names.of('transit');
}

/** Gives the name of the PrivateLink endpoint service. */
export function endpointServiceNameOf(region: AwsRegion): string {
  return region.names.of('privatelink');
}

/** Gives the name of the secret that holds what the customer hands to the platform. */
export function platformSecretNameOf(region: AwsRegion): string {
  return region.names.of('platform');
}

/** Gives the log groups by the name of their object, and their names in CloudWatch Logs, which AWS dictates. */
export function logGroupsOf(
  region: AwsRegion,
): Readonly<Record<'cluster' | 'postgresql' | 'upgrade', LogGroupName>> {
  const database = databaseNameOf(region);
  return {
    cluster: { name: region.names.of('cluster'), group: `/aws/eks/${region.names.of('cluster')}/cluster` },
    postgresql: { name: region.names.of('db-postgresql'), group: `/aws/rds/instance/${database}/postgresql` },
    upgrade: { name: region.names.of('db-upgrade'), group: `/aws/rds/instance/${database}/upgrade` },
  };
}
