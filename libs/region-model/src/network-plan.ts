import { parseCidr, quarterCidr, renderCidr } from './cidr.ts';

/** Zones, and so subnets, of every region: "a VPC and three subnets per region". */
export const SUBNETS = 3;

/** How a region is connected. */
export interface NetworkPlan {
  readonly cidr: string;
  /** Exactly three, disjoint, one for each zone; the fourth quarter of the range stays free. */
  readonly subnets: readonly [string, string, string];
  readonly exposure: 'internet' | 'private';
  readonly egress: 'gateway' | 'transit';
  readonly apiServer: {
    readonly publicAccess: boolean;
    /** Ranges that may reach the public endpoint; empty without public access. */
    readonly allowedCidrs: readonly string[];
  };
}

/** Every IPv4 address. */
export const ANYWHERE = '0.0.0.0/0';

/** Works out subnets and the reach of the API server from `spec.network`. */
export function planNetwork(network: {
  readonly cidr: string;
  readonly exposure: 'internet' | 'private';
  readonly egress: 'gateway' | 'transit';
  readonly apiServer: { readonly allowedCidrs?: readonly string[] };
}): NetworkPlan {
  const [first, second, third] = quarterCidr(parseCidr(network.cidr)).map(renderCidr);
  const allowedCidrs = network.apiServer.allowedCidrs ?? (network.exposure === 'internet' ? [ANYWHERE] : []);
  return {
    cidr: network.cidr,
    subnets: [first as string, second as string, third as string],
    exposure: network.exposure,
    egress: network.egress,
    apiServer: { publicAccess: allowedCidrs.length > 0, allowedCidrs },
  };
}
