import type { Wait } from '@atoll/cloud';
import { type AwsRegion, clusterNameOf } from './aws-region.ts';
import { endpointServiceNameOf, keyNameOf } from './cloud-names.ts';
import { findConnection } from './connections.ts';

/** Who makes the region's load balancer. */
const CONTROLLER = "the load balancer controller in the region's cluster";

/** Gives what is not rendered until `atoll observe` has seen a value that AWS assigns. */
export function listWaits(region: AwsRegion): readonly Wait[] {
  return [...listKeyWaits(region), ...listIngressWaits(region)];
}

function listKeyWaits(region: AwsRegion): readonly Wait[] {
  if (region.encryption.keys !== 'managed' || region.cloudObserved?.keyArn !== undefined) return [];
  return [
    {
      what: `encryptionConfig of Cluster ${clusterNameOf(region)}`,
      field: 'spec.aws.keyArn',
      source: `status of Key ${keyNameOf(region)}`,
    },
  ];
}

function listIngressWaits(region: AwsRegion): readonly Wait[] {
  if (region.cloudObserved?.ingress !== undefined) return [];
  const host = { what: `Record ${region.names.of('host')}`, field: 'spec.aws.ingress', source: CONTROLLER };
  if (findConnection(region, 'privatelink') === undefined) return [host];
  return [host, { ...host, what: `VPCEndpointService ${endpointServiceNameOf(region)}` }];
}
