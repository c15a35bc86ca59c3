import type { AwsRegion } from '../aws-region.ts';

/** Gives the name of the role that the EKS control plane runs as. */
export function clusterRoleNameOf(region: AwsRegion): string {
  return region.names.of('eks');
}

/** Gives the name of the role of every node: of the system node group and of Karpenter's nodes. */
export function nodeRoleNameOf(region: AwsRegion): string {
  return region.names.of('node');
}

/** Gives the name of the instance profile that Karpenter starts nodes with; it holds the node role. */
export function nodeInstanceProfileNameOf(region: AwsRegion): string {
  return region.names.of('node');
}

/** Gives the name of the role that RDS Enhanced Monitoring writes to CloudWatch Logs with. */
export function databaseMonitoringRoleNameOf(region: AwsRegion): string {
  return region.names.of('db-monitoring');
}
