import type { AwsRegion } from '../aws-region.ts';
import { allow, type Condition, type Statement } from './policy-document.ts';

/** A pod's ServiceAccount, to which EKS Pod Identity lends the role. */
export interface PodAccount {
  readonly namespace: string;
  readonly serviceAccount: string;
}

/** Some actions of a workload, on the same resources, from the same source. */
export interface WorkloadGrant {
  readonly sid: string;
  readonly actions: readonly string[];
  /** Whose documentation says that the workload needs them, and what was left out. */
  readonly source: string;
  /** ARNs; absent: all, because the actions know no resources. */
  readonly resources?: (region: AwsRegion) => readonly string[];
  readonly condition?: (region: AwsRegion) => Condition;
  /** Whether the region needs the grant; absent: always. The boundary holds it in any case. */
  readonly needed?: (region: AwsRegion) => boolean;
}

/** The row of one workload: everything that its role may do. */
export interface WorkloadRow {
  /** The role is called `atoll-<region>-<thing>`. */
  readonly thing: string;
  /** What runs as the role, for its description. */
  readonly workload: string;
  /** Who assumes the role: a service of AWS, or a pod. */
  readonly runs: PodAccount | 'eks' | 'ec2' | 'monitoring.rds';
  /** Add-on of EKS that runs the pod and lends it the role (addons.ts); absent: an association of its own does. */
  readonly addon?: string;
  readonly grants: readonly WorkloadGrant[];
}

/** Gives the statement of a grant. */
export function grantStatement(region: AwsRegion, grant: WorkloadGrant): Statement {
  return allow({
    sid: grant.sid,
    actions: [...grant.actions].sort(),
    ...(grant.resources === undefined ? {} : { resources: grant.resources(region) }),
    condition: grant.condition?.(region),
  });
}
