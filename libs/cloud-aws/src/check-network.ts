import type { RuleViolation } from '@atoll/cloud';
import {
  ANYWHERE,
  containsCidr,
  isNetworkAddress,
  networkOf,
  overlapsCidr,
  parseCidr,
  privateRanges,
  renderCidr,
} from '@atoll/region-model';
import { type AwsRegion, partitionOf } from './aws-region.ts';
import { findConnection } from './connections.ts';

/** Prefix lengths that give three subnets of a sensible size; AWS itself allows a VPC of /16 to /28. */
const LARGEST_PREFIX = 16;
const SMALLEST_PREFIX = 21;

/** Gives the broken rules about range, egress and the reach of the API server. */
export function checkNetwork(region: AwsRegion): readonly RuleViolation[] {
  return [...checkCidr(region), ...checkEgress(region), ...checkApiServer(region), ...checkReach(region)];
}

function checkCidr({ network }: AwsRegion): readonly RuleViolation[] {
  const path = 'spec.network.cidr';
  const cidr = parseCidr(network.cidr);
  const violations: RuleViolation[] = [];
  if (!isNetworkAddress(cidr)) {
    const message = `${network.cidr} has host bits set; write ${renderCidr(networkOf(cidr))}.`;
    violations.push({ path, code: 'ERR_CONFIG_CIDR_HOST_BITS', message });
  }
  if (cidr.prefix < LARGEST_PREFIX || cidr.prefix > SMALLEST_PREFIX) {
    const message = `${network.cidr} has the wrong size; allowed are /${LARGEST_PREFIX} to /${SMALLEST_PREFIX}.`;
    violations.push({ path, code: 'ERR_CONFIG_CIDR_SIZE', message });
  }
  if (!privateRanges.some((range) => containsCidr(range, cidr))) {
    const message = `${network.cidr} is not private address space; take a range of ${privateRanges.map(renderCidr).join(', ')}.`;
    violations.push({ path, code: 'ERR_CONFIG_CIDR_PRIVATE', message });
  }
  return violations;
}

function checkEgress(region: AwsRegion): readonly RuleViolation[] {
  const path = 'spec.network.egress';
  const { egress, exposure } = region.network;
  const partition = partitionOf(region);
  if (egress === 'gateway') {
    if (exposure === 'internet' || partition === 'aws') return [];
    const message = `gateway is not possible for a private region in ${partition}, which has no regional NAT gateways; use transit.`;
    return [{ path, code: 'ERR_CONFIG_AWS_NAT', message }];
  }
  if (exposure === 'internet') {
    return [{ path, code: 'ERR_CONFIG_EGRESS', message: 'transit needs exposure: private; use gateway.' }];
  }
  if (findConnection(region, 'transit-gateway') !== undefined) return [];
  const message = 'transit needs a connection of type transit-gateway in spec.aws.privateConnections.';
  return [{ path, code: 'ERR_CONFIG_EGRESS', message }];
}

/** EKS refuses private ranges for its public endpoint. Source: EKS User Guide, "Cluster API server endpoint". */
function checkApiServer({ network }: AwsRegion): readonly RuleViolation[] {
  const code = 'ERR_CONFIG_API_SERVER_CIDR';
  return network.apiServer.allowedCidrs.flatMap((text, index) => {
    const path = `spec.network.apiServer.allowedCidrs[${index}]`;
    const cidr = parseCidr(text);
    if (!isNetworkAddress(cidr)) {
      return [{ path, code, message: `${text} has host bits set; write ${renderCidr(networkOf(cidr))}.` }];
    }
    if (text === ANYWHERE || !privateRanges.some((range) => overlapsCidr(range, cidr))) return [];
    const message = `${text} holds private addresses, which never arrive at a public endpoint; write the public ones.`;
    return [{ path, code, message }];
  });
}

/** The control cluster installs Flux through the API server, so it has to reach it, unless the owner does that. */
function checkReach(region: AwsRegion): readonly RuleViolation[] {
  const { apiServer, exposure } = region.network;
  const isReachable = apiServer.publicAccess || findConnection(region, 'transit-gateway') !== undefined;
  if (exposure === 'internet' || isReachable || region.bootstrap === 'manual') return [];
  return [
    {
      path: 'spec.network.apiServer',
      code: 'ERR_CONFIG_API_SERVER_UNREACHABLE',
      message:
        'cannot be reached by the control cluster in a private region; add a transit-gateway connection, allowedCidrs, or bootstrap: manual.',
    },
  ];
}
