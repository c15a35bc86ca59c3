import type { ExposureFact, RenderedObject } from '@atoll/cloud';
import { containsCidr, parseCidr } from '@atoll/region-model';
import { forProviderOf, isObserveOnly, kindKeyOf, toFields, toList } from './managed-object.ts';

/** Ranges that mean anybody. */
const ANYBODY = new Set(['0.0.0.0/0', '::/0']);

/** Tag by which the load balancer controller finds the subnets for load balancers that the internet reaches. */
const PUBLIC_SUBNET_TAG = 'kubernetes.io/role/elb';

/** Gives the ways in, and the ways out, that the objects of one kind open. */
type ListFacts = (object: RenderedObject, ownCidr: string | undefined) => readonly ExposureFact[];

const byKind: Readonly<Record<string, ListFacts>> = {
  'eks.aws.m.upbound.io Cluster': listApiServer,
  'ec2.aws.m.upbound.io Route': listRoute,
  'ec2.aws.m.upbound.io Subnet': listSubnet,
  'ec2.aws.m.upbound.io SecurityGroupIngressRule': listIngress,
  'ec2.aws.m.upbound.io VPCEndpointService': listPrivateLink,
  'ec2.aws.m.upbound.io VPCEndpointServiceAllowedPrincipal': listPrivateLinkPrincipal,
  'rds.aws.m.upbound.io Instance': listDatabase,
  's3.aws.m.upbound.io BucketPublicAccessBlock': listBucket,
};

/** Gives how a region in AWS can be reached and what it can reach, sorted by id. */
export function listExposure(objects: readonly RenderedObject[]): readonly ExposureFact[] {
  const own = objects.find((object) => kindKeyOf(object) === 'ec2.aws.m.upbound.io VPC');
  const cidr = own === undefined ? undefined : forProviderOf(own)['cidrBlock'];
  const facts = objects
    .filter((object) => !isObserveOnly(object))
    .flatMap(
      (object) => byKind[kindKeyOf(object)]?.(object, typeof cidr === 'string' ? cidr : undefined) ?? [],
    );
  const byId = new Map(facts.map((fact) => [fact.id, fact] as const));
  return [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function listApiServer(object: RenderedObject): readonly ExposureFact[] {
  const config = toFields(forProviderOf(object)['vpcConfig']);
  if (config['endpointPublicAccess'] !== true) {
    return [
      { id: 'api-server', what: 'the API server answers in the region’s own network only', reach: 'own' },
    ];
  }
  const ranges = toList(config['publicAccessCidrs'] ?? ['0.0.0.0/0']).map(String);
  return ranges.map((range) => ({
    id: `api-server ${range}`,
    what: `the API server answers ${renderSource(range)} over its public endpoint`,
    reach: ANYBODY.has(range) ? 'internet' : 'named',
  }));
}

function listRoute(object: RenderedObject): readonly ExposureFact[] {
  const fields = forProviderOf(object);
  const to = String(fields['destinationCidrBlock'] ?? fields['destinationIpv6CidrBlock']);
  const routes: readonly (readonly [string, string, string, ExposureFact['reach']])[] = [
    [
      'gatewayId',
      'internet gateway',
      'goes through the internet gateway, which lets answers and new connections in',
      'internet',
    ],
    ['natGatewayId', 'NAT gateway', 'goes out through the NAT gateway; nothing comes in that way', 'own'],
    [
      'transitGatewayId',
      'Transit Gateway',
      'goes through the Transit Gateway, and comes in from there',
      'named',
    ],
  ];
  return routes
    .filter(([field]) => fields[field] !== undefined || fields[`${field}Ref`] !== undefined)
    .map(([, name, what, reach]) => ({
      id: `route ${to} ${name}`,
      what: `traffic for ${to} ${what}`,
      reach,
    }));
}

function listSubnet(object: RenderedObject): readonly ExposureFact[] {
  const fields = forProviderOf(object);
  const { name } = object.metadata;
  const facts: ExposureFact[] = [];
  if (fields['mapPublicIpOnLaunch'] === true) {
    facts.push({
      id: `public addresses ${name}`,
      what: `nodes in subnet ${name} have public addresses`,
      reach: 'internet',
    });
  }
  const isPublic = toFields(fields['tags'])[PUBLIC_SUBNET_TAG] !== undefined;
  facts.push(
    isPublic
      ? { id: 'load balancers', what: 'load balancers of the region face the internet', reach: 'internet' }
      : { id: 'load balancers', what: 'load balancers of the region are internal', reach: 'own' },
  );
  return facts;
}

function listIngress(object: RenderedObject, ownCidr: string | undefined): readonly ExposureFact[] {
  const fields = forProviderOf(object);
  const group = toFields(fields['securityGroupIdRef'])['name'] ?? fields['securityGroupId'];
  const source =
    fields['cidrIpv4'] ??
    fields['cidrIpv6'] ??
    fields['prefixListId'] ??
    fields['referencedSecurityGroupId'] ??
    toFields(fields['referencedSecurityGroupIdRef'])['name'];
  const from = String(source);
  const ports = renderPorts(fields);
  return [
    {
      id: `ingress ${String(group)} ${ports} ${from}`,
      what: `security group ${String(group)} lets ${renderSource(from)} in on ${ports}`,
      reach: reachOf(from, fields, ownCidr),
    },
  ];
}

function reachOf(
  source: string,
  fields: Readonly<Record<string, unknown>>,
  ownCidr: string | undefined,
): ExposureFact['reach'] {
  if (ANYBODY.has(source)) return 'internet';
  if (fields['cidrIpv4'] === undefined) return fields['cidrIpv6'] === undefined ? 'own' : 'named';
  if (ownCidr === undefined) return 'named';
  return containsCidr(parseCidr(ownCidr), parseCidr(source)) ? 'own' : 'named';
}

function renderPorts(fields: Readonly<Record<string, unknown>>): string {
  const protocol = String(fields['ipProtocol']);
  if (protocol === '-1') return 'every port';
  const [from, to] = [String(fields['fromPort']), String(fields['toPort'])];
  return `${protocol} ${from === to ? from : `${from}-${to}`}`;
}

function listPrivateLink(object: RenderedObject): readonly ExposureFact[] {
  const accepts = forProviderOf(object)['acceptanceRequired'] === true;
  return [
    {
      id: 'privatelink',
      what: accepts
        ? 'a PrivateLink service stands in front of the region; each connection has to be accepted'
        : 'a PrivateLink service stands in front of the region and accepts every connection of its principals',
      reach: 'named',
    },
  ];
}

function listPrivateLinkPrincipal(object: RenderedObject): readonly ExposureFact[] {
  const principal = String(forProviderOf(object)['principalArn']);
  return [
    {
      id: `privatelink ${principal}`,
      what: `${principal === '*' ? 'every AWS account' : principal} may connect through PrivateLink`,
      reach: principal === '*' ? 'internet' : 'named',
    },
  ];
}

function listDatabase(object: RenderedObject): readonly ExposureFact[] {
  if (forProviderOf(object)['publiclyAccessible'] !== true) return [];
  const { name } = object.metadata;
  return [{ id: `database ${name}`, what: `the database ${name} has a public address`, reach: 'internet' }];
}

function listBucket(object: RenderedObject): readonly ExposureFact[] {
  const fields = forProviderOf(object);
  const blocks = ['blockPublicAcls', 'blockPublicPolicy', 'ignorePublicAcls', 'restrictPublicBuckets'];
  const open = blocks.filter((block) => fields[block] !== true);
  if (open.length === 0) return [];
  const { name } = object.metadata;
  return [
    {
      id: `bucket ${name}`,
      what: `the bucket ${name} could be made public: ${open.join(', ')} are off`,
      reach: 'internet',
    },
  ];
}

function renderSource(range: string): string {
  return ANYBODY.has(range) ? `everybody (${range})` : range;
}
