import { partitionOfLocation } from './aws-region.ts';
import { nlbHostedZones } from './nlb-hosted-zones.ts';
import type { AwsObservedSpec } from './spec-schema.ts';

/** The region's load balancer as observed.yaml holds it. */
export type Ingress = NonNullable<AwsObservedSpec['ingress']>;

/** DNS name of a network load balancer: `<name>-<16 hexadecimal digits>.elb.<location>.amazonaws.com`. */
const HOSTNAME =
  /^([A-Za-z0-9](?:[A-Za-z0-9-]{0,30}[A-Za-z0-9])?)-([0-9a-f]{16})\.elb\.([a-z0-9-]+)\.amazonaws\.com(\.cn)?$/;

/**
 * Works out ARN and hosted zone of a network load balancer from its DNS name, which a Service's status shows.
 *
 * Undefined when the name is no network load balancer's of that location, or when the location's hosted zone is unknown;
 * observed.yaml has to be filled in by hand then.
 */
export function toIngress(hostname: string, location: string, account: string): Ingress | undefined {
  const [, name, id, place] = HOSTNAME.exec(hostname) ?? [];
  const hostedZoneId = nlbHostedZones[location];
  if (name === undefined || id === undefined || place !== location || hostedZoneId === undefined)
    return undefined;
  const partition = partitionOfLocation(location);
  return {
    loadBalancerArn: `arn:${partition}:elasticloadbalancing:${location}:${account}:loadbalancer/net/${name}/${id}`,
    hostname,
    hostedZoneId,
  };
}
