import type { StageCharts } from '@atoll/cloud';
import type { Chart } from 'cdk8s';
import { addAddons } from './addons.ts';
import { type AwsRegion, clusterNameOf, keyArnOf } from './aws-region.ts';
import { logGroupsOf, subnetRefsOf } from './cloud-names.ts';
import { clusterRoleNameOf } from './iam/role-names.ts';
import { addLaunchTemplate } from './launch-template.ts';
import { addLogGroup } from './log-group.ts';
import { addManagedResource, tagsOf } from './managed-resource.ts';
import { addNodeGroup } from './node-group.ts';
import { EksCluster, type EksClusterSpec } from './schemas/index.ts';

/**
 * Adds the EKS cluster with its log group, its system nodes and its add-ons.
 *
 * Who may do what inside is said by access entries alone (iam/cluster-access.ts): nobody becomes administrator by having
 * created the cluster. Source: design §4.7.
 */
export function addCluster(stages: StageCharts, region: AwsRegion): void {
  const chart = stages.control.cluster;
  addLogGroup(chart, region, logGroupsOf(region).cluster);
  addEksCluster(chart, region);
  addLaunchTemplate(stages, region);
  addNodeGroup(stages, region);
  addAddons(stages, region);
}

function addEksCluster(chart: Chart, region: AwsRegion): void {
  const name = clusterNameOf(region);
  const { publicAccess, allowedCidrs } = region.network.apiServer;
  addManagedResource(chart, region, {
    kind: EksCluster,
    name,
    forProvider: {
      version: region.compute.kubernetesVersion,
      roleArnRef: { name: clusterRoleNameOf(region) },
      vpcConfig: {
        subnetIdRefs: subnetRefsOf(region),
        endpointPrivateAccess: true,
        endpointPublicAccess: publicAccess,
        ...(publicAccess ? { publicAccessCidrs: allowedCidrs } : {}),
      },
      accessConfig: { authenticationMode: 'API', bootstrapClusterCreatorAdminPermissions: false },
      enabledClusterLogTypes: ['api', 'audit', 'authenticator'],
      ...secretsEncryption(region),
      upgradePolicy: { supportType: 'STANDARD' },
      deletionProtection: true,
      tags: tagsOf(region, name),
    },
  });
}

/** The field takes an ARN only, so a key of our own is added to the running cluster once it was observed. */
function secretsEncryption(region: AwsRegion): Pick<EksClusterSpec['forProvider'], 'encryptionConfig'> {
  const keyArn = keyArnOf(region);
  return keyArn === undefined ? {} : { encryptionConfig: { resources: ['secrets'], provider: { keyArn } } };
}
