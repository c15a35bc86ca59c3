import type { ObservedKind } from '@atoll/cloud';
import {
  Ec2LaunchTemplate,
  Ec2VPC,
  Ec2VPCEndpointService,
  EksCluster,
  KmsKey,
  RdsInstance,
  Route53Zone,
} from './schemas/index.ts';

/** Kinds whose status holds values that AWS assigned; `toObserved` reads them. */
export const observedKinds: readonly ObservedKind[] = [
  Ec2LaunchTemplate,
  Ec2VPC,
  Ec2VPCEndpointService,
  EksCluster,
  KmsKey,
  RdsInstance,
  Route53Zone,
].map(({ group, version, plural }) => ({ group, version, plural }));
