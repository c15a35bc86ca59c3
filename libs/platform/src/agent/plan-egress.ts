/** Every address: where a host is reached whose ranges nobody has named. */
const ANYWHERE = '0.0.0.0/0';

/** Private address space, RFC 1918 and RFC 6598: an API server has an address there in every cluster that we make. */
const PRIVATE = ['10.0.0.0/8', '100.64.0.0/10', '172.16.0.0/12', '192.168.0.0/16'] as const;

/** Ports of API servers: of a managed one and of its Service, and of most others. */
const API_PORTS = [443, 6443] as const;

const HTTPS = 443;

/** Ports of a Git host by the scheme of its URL. */
const SCHEME_PORTS: Readonly<Record<string, number>> = { 'https:': HTTPS, 'http:': 80, 'ssh:': 22 };

/** Prometheus behind an ingress, and as it listens itself. */
const PROMETHEUS_PORTS = [HTTPS, 9090] as const;

/** Ranges by what stands there; absent: not configured. */
export interface EgressRanges {
  readonly apiServer?: readonly string[];
  readonly git?: readonly string[];
  readonly webhook?: readonly string[];
  readonly jwks?: readonly string[];
  readonly prometheus?: readonly string[];
  readonly kms?: readonly string[];
}

/** Hosts that the agent talks to, as URLs. */
export interface EgressHosts {
  readonly git: string;
  readonly webhooks: readonly string[];
  readonly jwks: string | undefined;
}

/** Addresses and TCP ports that may be reached. */
export interface EgressRule {
  readonly to: keyof EgressRanges;
  readonly cidrs: readonly string[];
  readonly ports: readonly number[];
}

/** A host whose port is open to every address. */
export interface OpenHost {
  readonly host: string;
  readonly port: number;
  /** What would narrow it, a field of `spec.agent.egress`. */
  readonly field: keyof EgressRanges;
}

/** What the NetworkPolicy of an agent lets out, and what had to be left open for want of ranges. */
export interface EgressPlan {
  readonly rules: readonly EgressRule[];
  readonly open: readonly OpenHost[];
}

/**
 * Works out where an agent may go beside DNS: to exactly the ranges that are configured. A host without one makes its port open to
 * every address, since a NetworkPolicy knows no names; that is told, never kept quiet.
 */
export function planEgress(ranges: EgressRanges, hosts: EgressHosts): EgressPlan {
  const named = [
    planHosts('git', [hosts.git], ranges.git),
    planHosts('webhook', hosts.webhooks, ranges.webhook),
    planHosts('jwks', hosts.jwks === undefined ? [] : [hosts.jwks], ranges.jwks),
  ];
  const apiServer = { to: 'apiServer', cidrs: ranges.apiServer ?? PRIVATE, ports: API_PORTS } as const;
  return {
    rules: [
      apiServer,
      ...named.flatMap(({ rules }) => rules),
      ...toRule('prometheus', ranges.prometheus, PROMETHEUS_PORTS),
      ...toRule('kms', ranges.kms, [HTTPS]),
    ],
    open: named.flatMap(({ open }) => open),
  };
}

function planHosts(
  to: 'git' | 'webhook' | 'jwks',
  urls: readonly string[],
  cidrs: readonly string[] | undefined,
): EgressPlan {
  if (urls.length === 0) return { rules: [], open: [] };
  const hosts = urls.map((url) => parseHost(url));
  const ports = [...new Set(hosts.map(({ port }) => port))].sort((a, b) => a - b);
  return {
    rules: [{ to, cidrs: cidrs ?? [ANYWHERE], ports }],
    open: cidrs === undefined ? hosts.map((host) => ({ ...host, field: to })) : [],
  };
}

/** URLs were validated by the schemas of the configuration. */
function parseHost(url: string): { readonly host: string; readonly port: number } {
  const { hostname, port, protocol } = new URL(url);
  return { host: hostname, port: port === '' ? (SCHEME_PORTS[protocol] ?? HTTPS) : Number(port) };
}

function toRule(
  to: keyof EgressRanges,
  cidrs: readonly string[] | undefined,
  ports: readonly number[],
): readonly EgressRule[] {
  return cidrs === undefined ? [] : [{ to, cidrs, ports }];
}
