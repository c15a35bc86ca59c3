import type { StageCharts } from '@atoll/cloud';
import type { AwsRegion } from './aws-region.ts';
import { zoneNameOf } from './cloud-names.ts';
import { addManagedResource, tagsOf } from './managed-resource.ts';
import { Route53Record, Route53Zone } from './schemas/index.ts';

/** Seconds for which resolvers keep the wildcard. Ours: short enough for a failover by hand. */
const WILDCARD_TTL = 60;

/**
 * Adds the region's zone, an address record for its host and a wildcard that points at the host.
 *
 * "Each region receives a unique endpoint with region-specific DNS, much like services such as S3 or SQS". The host is an
 * alias of the load balancer that the region's own controller makes, so it waits until that was observed (list-waits.ts).
 */
export function addDns(stages: StageCharts, region: AwsRegion): void {
  const chart = stages.control.dns;
  const name = zoneNameOf(region);
  const { zone } = region.dns;
  addManagedResource(chart, region, {
    kind: Route53Zone,
    name,
    forProvider: {
      name: zone,
      comment: `Atoll region ${region.name}`,
      forceDestroy: false,
      tags: tagsOf(region, name),
    },
  });
  addManagedResource(chart, region, {
    kind: Route53Record,
    name: region.names.of('wildcard'),
    forProvider: {
      zoneIdRef: { name },
      name: `*.${zone}`,
      type: 'CNAME',
      ttl: WILDCARD_TTL,
      records: [zone],
    },
  });
  const ingress = region.cloudObserved?.ingress;
  if (ingress === undefined) return;
  addManagedResource(chart, region, {
    kind: Route53Record,
    name: region.names.of('host'),
    forProvider: {
      zoneIdRef: { name },
      name: zone,
      type: 'A',
      alias: { name: ingress.hostname, zoneId: ingress.hostedZoneId, evaluateTargetHealth: false },
    },
  });
}
