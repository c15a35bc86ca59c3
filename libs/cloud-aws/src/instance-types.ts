import type { NodeSize } from '@atoll/region-model';

/** EC2 instance types of one node size. */
export interface InstanceTypes {
  readonly cpu: number;
  readonly memoryGib: number;
  /** The documents' type first, then similar ones: the node autoscaler takes what the zones have. */
  readonly types: readonly string[];
}

/**
 * Instance types by node size.
 *
 * "node sizes between m5.2xlarge (8 vCPU/32 GB RAM) and m5.4xlarge (16 vCPU/64 GB RAM) or similar": general purpose,
 * x86-64, 4 GiB a vCPU. Source: Amazon EC2 instance types, families m5, m6a, m6i and m7i.
 */
export const instanceTypes: readonly InstanceTypes[] = [
  { cpu: 8, memoryGib: 32, types: ['m5.2xlarge', 'm6a.2xlarge', 'm6i.2xlarge', 'm7i.2xlarge'] },
  { cpu: 16, memoryGib: 64, types: ['m5.4xlarge', 'm6a.4xlarge', 'm6i.4xlarge', 'm7i.4xlarge'] },
];

/** Type of the fixed nodes of the system group: the smaller of the two sizes. */
export const SYSTEM_INSTANCE_TYPE = 'm5.2xlarge';

/** Gives the instance types of the sizes, in the order of the sizes. */
export function instanceTypesOf(sizes: readonly NodeSize[]): readonly string[] {
  return sizes.flatMap(
    (size) =>
      instanceTypes.find((row) => row.cpu === size.cpu && row.memoryGib === size.memoryGib)?.types ?? [],
  );
}
