import { type AwsRegion, partitionOf } from '../aws-region.ts';
import { regionalArn } from './arns.ts';
import { volumeKeyGrants } from './key-grants.ts';
import type { Condition } from './policy-document.ts';
import type { WorkloadRow } from './workload-row.ts';

/** Where AWS describes what the driver needs. */
const REFERENCE = 'AmazonEBSCSIDriverPolicyV2 (2026)';

/** Tag that the driver puts on everything it makes. */
const DRIVER_TAG = 'ebs.csi.aws.com/cluster';

/**
 * What the EBS CSI driver does with volumes and snapshots of its own making.
 *
 * Left out: copies of volumes, fast snapshot restore, locks, later changes of tags, volumes of the old in-tree plugin.
 */
export const volumeRow: WorkloadRow = {
  thing: 'ebs-csi',
  workload: 'EBS CSI driver, which makes and attaches volumes',
  runs: { namespace: 'kube-system', serviceAccount: 'ebs-csi-controller-sa' },
  addon: 'aws-ebs-csi-driver',
  grants: [
    {
      sid: 'Discover',
      actions: [
        'ec2:DescribeAvailabilityZones',
        'ec2:DescribeInstanceTypes',
        'ec2:DescribeInstances',
        'ec2:DescribeSnapshots',
        'ec2:DescribeVolumeStatus',
        'ec2:DescribeVolumes',
        'ec2:DescribeVolumesModifications',
      ],
      source: `${REFERENCE}, ReadOnlyDescribeOperations`,
    },
    {
      sid: 'MakeVolumes',
      actions: ['ec2:CreateVolume'],
      source: `${REFERENCE}, CreateAndCopyVolumesWithManagedTag; only encrypted ones, by "encrypted" of the StorageClass`,
      resources: volumes,
      condition: () => ({
        StringEquals: { [`aws:RequestTag/${DRIVER_TAG}`]: 'true' },
        Bool: { 'ec2:Encrypted': 'true' },
      }),
    },
    {
      sid: 'MakeSnapshots',
      actions: ['ec2:CreateSnapshot'],
      source: `${REFERENCE}, CreateSnapshotsWithManagedTag`,
      resources: snapshots,
      condition: () => ({ StringEquals: { [`aws:RequestTag/${DRIVER_TAG}`]: 'true' } }),
    },
    {
      sid: 'FromOwnVolumes',
      actions: [
        'ec2:AttachVolume',
        'ec2:CreateSnapshot',
        'ec2:DeleteVolume',
        'ec2:DetachVolume',
        'ec2:ModifyVolume',
      ],
      source: `${REFERENCE}, ManageManagedVolumes, CreateSnapshotsFromManagedVolumes`,
      resources: volumes,
      condition: made,
    },
    {
      sid: 'FromOwnSnapshots',
      actions: ['ec2:CreateVolume', 'ec2:DeleteSnapshot'],
      source: `${REFERENCE}, DeleteAndLockManagedSnapshots, CreateVolumesFromAndEnableFSROnManagedSnapshots`,
      resources: snapshots,
      condition: made,
    },
    {
      sid: 'AttachToNodes',
      actions: ['ec2:AttachVolume', 'ec2:DetachVolume'],
      source: `${REFERENCE}, AttachDetachVolumesToAnyInstance`,
      resources: (region) => [regionalArn(region, 'ec2', 'instance/*')],
    },
    {
      sid: 'TagNew',
      actions: ['ec2:CreateTags'],
      source: `${REFERENCE}, TagResourcesOnCreation`,
      resources: (region) => [...volumes(region), ...snapshots(region)],
      condition: () => ({ StringEquals: { 'ec2:CreateAction': ['CreateVolume', 'CreateSnapshot'] } }),
    },
    ...volumeKeyGrants(),
  ],
};

function volumes(region: AwsRegion): readonly string[] {
  return [regionalArn(region, 'ec2', 'volume/*')];
}

/** ARNs of snapshots carry no account, though some requests show one. */
function snapshots(region: AwsRegion): readonly string[] {
  return [`arn:${partitionOf(region)}:ec2:${region.location}:*:snapshot/*`];
}

function made(): Condition {
  return { StringEquals: { [`aws:ResourceTag/${DRIVER_TAG}`]: 'true' } };
}
