import type { RuleViolation } from '@atoll/cloud';
import {
  ANYWHERE,
  containsCidr,
  isNetworkAddress,
  networkOf,
  parseCidr,
  renderCidr,
} from '@atoll/region-model';
import { type AwsRegion, partitionOf } from './aws-region.ts';
import type { ConnectionOf } from './connections.ts';
import { principalSuffix } from './principal-suffix.ts';

/** Path of the list in the configuration. */
const LIST = 'spec.aws.privateConnections';

/** Gives the broken rules about private connections. */
export function checkConnections(region: AwsRegion): readonly RuleViolation[] {
  const connections = region.cloudSpec.privateConnections;
  return connections.flatMap((connection, index) => {
    const path = `${LIST}[${index}]`;
    const isSecond = connections.findIndex(({ type }) => type === connection.type) < index;
    const message = `is a second connection of type ${connection.type}; a region has at most one of each.`;
    return [
      ...(isSecond ? [{ path: `${path}.type`, code: 'ERR_CONFIG_AWS_CONNECTION', message }] : []),
      ...(connection.type === 'privatelink'
        ? checkPrincipals(region, connection, path)
        : checkRoutes(region, connection, path)),
    ];
  });
}

function checkPrincipals(
  region: AwsRegion,
  { allowedPrincipals }: ConnectionOf<'privatelink'>,
  path: string,
): readonly RuleViolation[] {
  const suffixes = allowedPrincipals.map(principalSuffix);
  return allowedPrincipals.flatMap((arn, index) => {
    const place = `${path}.allowedPrincipals[${index}]`;
    if (arn.split(':')[1] !== partitionOf(region)) {
      const message = `${arn} lies outside of ${partitionOf(region)} and cannot reach ${region.location}; remove it.`;
      return [{ path: place, code: 'ERR_CONFIG_AWS_PARTITION', message }];
    }
    const first = suffixes.indexOf(principalSuffix(arn));
    if (first === index) return [];
    const root = [...arn.split(':').slice(0, -1), 'root'].join(':');
    const message = `${arn} and ${allowedPrincipals[first]} differ only by case or punctuation, so their objects would have one name; remove one, or allow ${root} instead.`;
    return [{ path: place, code: 'ERR_CONFIG_AWS_CONNECTION', message }];
  });
}

/** A wider range than the VPC's is fine: AWS routes within the VPC by the narrower local route. */
function checkRoutes(
  region: AwsRegion,
  { routes }: ConnectionOf<'transit-gateway'>,
  path: string,
): readonly RuleViolation[] {
  const vpc = parseCidr(region.network.cidr);
  return routes.flatMap((text, index) => {
    const message = explainRoute(text, region, containsCidr(vpc, parseCidr(text)));
    return message === undefined
      ? []
      : [{ path: `${path}.routes[${index}]`, code: 'ERR_CONFIG_AWS_ROUTE', message }];
  });
}

function explainRoute(text: string, region: AwsRegion, isInside: boolean): string | undefined {
  const cidr = parseCidr(text);
  if (!isNetworkAddress(cidr)) return `${text} has host bits set; write ${renderCidr(networkOf(cidr))}.`;
  if (text === ANYWHERE) return `${text} is the default route; use network.egress: transit.`;
  return isInside ? `${text} lies in the region's own range ${region.network.cidr}; remove it.` : undefined;
}
