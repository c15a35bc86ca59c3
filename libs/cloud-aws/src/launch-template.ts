import type { StageCharts } from '@atoll/cloud';
import type { AwsRegion } from './aws-region.ts';
import { systemNodesNameOf } from './cloud-names.ts';
import { keyFields } from './key-fields.ts';
import { addManagedResource, tagsOf } from './managed-resource.ts';
import { Ec2LaunchTemplate } from './schemas/index.ts';

/** Disk of a system node in GiB: images and logs of the whole platform; EKS would give 20. */
const DISK_GIB = 100;

/** Name of the root disk in the node images of Amazon Linux 2023. */
const ROOT_DEVICE = '/dev/xvda';

/**
 * Adds the template that the system nodes start from: what a node group has no fields of its own for.
 *
 * The disk is encrypted with the region's key, so the account's default for volumes is left as its owner has it.
 */
export function addLaunchTemplate(stages: StageCharts, region: AwsRegion): void {
  const name = systemNodesNameOf(region);
  const tags = tagsOf(region, name);
  addManagedResource(stages.control.cluster, region, {
    kind: Ec2LaunchTemplate,
    name,
    forProvider: {
      name,
      blockDeviceMappings: [
        {
          deviceName: ROOT_DEVICE,
          ebs: {
            volumeType: 'gp3',
            volumeSize: DISK_GIB,
            encrypted: 'true',
            deleteOnTermination: 'true',
            ...keyFields(region, 'kmsKeyId'),
          },
        },
      ],
      // One hop: a pod that is not on the host's network cannot read the node's credentials. What needs them (the network
      // plugin, the agent of Pod Identity) is on the host's; the driver of volumes asks the Kubernetes API instead.
      metadataOptions: {
        httpEndpoint: 'enabled',
        httpProtocolIpv6: 'disabled',
        httpPutResponseHopLimit: 1,
        httpTokens: 'required',
      },
      tagSpecifications: ['instance', 'volume'].map((resourceType) => ({ resourceType, tags })),
      tags,
    },
  });
}
