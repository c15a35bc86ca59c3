import type { NodeLimit, Window } from '@atoll/region-model';

/** What Karpenter's objects need to know about a region in AWS. */
export interface KarpenterFacts {
  /** The most that Karpenter may start. */
  readonly nodeLimit: Pick<NodeLimit, 'cpu' | 'memoryGib'>;
  /** Weekly window in which nodes are replaced for a newer image. */
  readonly maintenanceWindow: Window;
  /** EC2 instance types that may be started. */
  readonly instanceTypes: readonly string[];
  /** Availability zones. */
  readonly zones: readonly string[];
  /** IAM instance profile that nodes run with. */
  readonly instanceProfile: string;
  /** Tags by which the subnets are found. */
  readonly subnetTags: Readonly<Record<string, string>>;
  /** Tags by which the security group is found. */
  readonly securityGroupTags: Readonly<Record<string, string>>;
  /** Tags on instances, volumes and network interfaces. */
  readonly tags: Readonly<Record<string, string>>;
  /** KMS key, alias or ARN of the volumes; absent: the account's default key. */
  readonly volumeKeyId?: string;
}
