import type { AdoptableField } from '@atoll/cloud';
import type { NodeLimit } from '@atoll/region-model';
import type { AwsRegion } from './aws-region.ts';
import { databaseClasses } from './database-classes.ts';
import { EksCluster, RdsInstance } from './schemas/index.ts';

/** Group of Karpenter's NodePool. */
const KARPENTER = 'karpenter.sh';

/**
 * From which fields of region.yaml what is rendered in AWS.
 *
 * A field that is rendered in several objects, or into more than one of them, stands here all the same: whoever adopts a
 * value renders again and looks whether it is there.
 */
export const adoptableFields: readonly AdoptableField<AwsRegion>[] = [
  {
    group: KARPENTER,
    kind: 'NodePool',
    path: '/spec/limits/cpu',
    field: 'spec.compute.nodes.max',
    toConfig: (live, region) => toNodes(Number(live), region, 'cpu'),
  },
  {
    group: KARPENTER,
    kind: 'NodePool',
    path: '/spec/limits/memory',
    field: 'spec.compute.nodes.max',
    toConfig: (live, region) => toNodes(toGib(live), region, 'memoryGib'),
  },
  {
    group: RdsInstance.group,
    kind: RdsInstance.kind,
    path: '/spec/forProvider/instanceClass',
    field: 'spec.persistence.size',
    toConfig: (live) => Object.entries(databaseClasses).find(([, name]) => name === live)?.[0],
  },
  {
    group: RdsInstance.group,
    kind: RdsInstance.kind,
    path: '/spec/forProvider/maxAllocatedStorage',
    field: 'spec.persistence.storage.maxGib',
    toConfig: toWhole,
  },
  {
    group: RdsInstance.group,
    kind: RdsInstance.kind,
    path: '/spec/forProvider/backupRetentionPeriod',
    field: 'spec.backup.retentionDays',
    toConfig: toWhole,
  },
  {
    group: EksCluster.group,
    kind: EksCluster.kind,
    path: '/spec/forProvider/vpcConfig/publicAccessCidrs',
    field: 'spec.network.apiServer.allowedCidrs',
    toConfig: (live) =>
      Array.isArray(live) && live.every((item) => typeof item === 'string') ? [...live].sort() : undefined,
  },
  {
    group: EksCluster.group,
    kind: EksCluster.kind,
    path: '/spec/forProvider/version',
    field: 'spec.compute.kubernetesVersion',
    toConfig: (live) => (typeof live === 'string' ? live : undefined),
  },
];

/** Limits are those of whole nodes of the largest size. */
function toNodes(
  amount: number,
  { compute: { nodeLimit } }: AwsRegion,
  of: 'cpu' | 'memoryGib',
): number | undefined {
  const each = sizeOf(nodeLimit, of);
  return amount > 0 ? toWhole(amount / each) : undefined;
}

function sizeOf(limit: NodeLimit, of: 'cpu' | 'memoryGib'): number {
  return limit[of] / limit.nodes;
}

function toGib(live: unknown): number {
  return typeof live === 'string' && live.endsWith('Gi') ? Number(live.slice(0, -2)) : Number.NaN;
}

function toWhole(live: unknown): number | undefined {
  return typeof live === 'number' && Number.isSafeInteger(live) ? live : undefined;
}
