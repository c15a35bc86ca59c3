import { composeSchema, type SchemaNode } from '@atoll/region-config';
import { arbitraryAgent, type ArbitraryOverrides, arbitraryFromSchema } from '@atoll/region-config/testing';
import fc from 'fast-check';
import { clouds } from '../clouds.ts';

/** Cloud of the regions drawn. */
const CLOUD = 'aws';

/** Places with at least three zones, two of them in other partitions. */
const locations = ['us-east-1', 'eu-central-1', 'ap-southeast-2', 'sa-east-1'] as const;

const names = fc
  .stringMatching(/^[a-z]([a-z0-9]|-[a-z0-9]){1,12}$/)
  .filter((name) => name !== 'fleet' && name.length >= 3);

/** A network of RFC 1918 between /16 and /21, without host bits. */
const cidrs = fc
  .record({
    prefix: fc.integer({ min: 16, max: 21 }),
    second: fc.integer({ min: 0, max: 255 }),
    third: fc.integer({ min: 0, max: 255 }),
  })
  .map(
    ({ prefix, second, third }) =>
      `10.${second}.${prefix === 16 ? 0 : third & (256 - 2 ** (24 - prefix))}.0/${prefix}`,
  );

/** Ranges of documentation, RFC 5737: public, and nobody's. */
const publicRanges = fc.constantFrom('192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/25');

/** Ranges of a company behind a Transit Gateway, disjoint from 10.0.0.0/8. */
const companyRanges = fc.constantFrom('172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10');

/** A part of one of the operator roles; which parts there are, the cloud's own tests draw. */
const roles = fc
  .constantFrom('read-only-operations', 'elevated-operations', 'limited-administrator')
  .map((from) => ({
    name: 'database-access',
    from,
    purpose: 'the owner looks after databases',
    services: ['rds', 'eks'],
    subjects: ['arn:aws:iam::999999999999:role/alice'],
  }));

const overrides: ArbitraryOverrides = {
  'spec.cloud': fc.constant(CLOUD),
  'spec.location': fc.constantFrom(...locations),
  'metadata.name': names,
  'spec.network.cidr': cidrs,
  'spec.network.apiServer.allowedCidrs': fc.uniqueArray(publicRanges, { maxLength: 3 }),
  'spec.dns.domain': fc.constantFrom('apps.example.com', 'a.b.example.org'),
  'spec.deploy.repository': fc.constantFrom(
    'https://git.example.com/own.git',
    'ssh://git@git.example.com:2222/own.git',
  ),
  'spec.agent': arbitraryAgent(),
  'spec.access.extraGrants': fc.constantFrom([], [{ service: 'ecr', reason: 'the owner wants ECR' }]),
  'spec.access.roles': fc.array(roles, { maxLength: 1 }),
  'spec.persistence.storage': fc
    .record({ initialGib: fc.integer({ min: 400, max: 5000 }), more: fc.integer({ min: 0, max: 9000 }) })
    .map(({ initialGib, more }) => ({ initialGib, maxGib: Math.ceil(initialGib * 1.1) + more })),
  'spec.aws.account': fc.stringMatching(/^[1-9]\d{11}$/),
  'spec.aws.deploymentRole': fc.constant('customer-deployment'),
  'spec.aws.privateConnections[].allowedPrincipals[]': fc.stringMatching(/^arn:aws:iam::[1-9]\d{11}:root$/),
  'spec.aws.privateConnections[].routes[]': companyRanges,
};

interface RawRegion {
  metadata: { name: string };
  spec: {
    location: string;
    bootstrap?: string;
    network: { exposure?: string; egress?: string; apiServer?: { allowedCidrs?: string[] } };
    encryption?: { keys?: string };
    aws: {
      account: string;
      zones?: string[];
      customerKeyArn?: string;
      privateConnections?: { type: string }[];
    };
  };
}

/** Gives a generator of valid regions in AWS, as JSON, which is YAML; what the schema cannot say is mended. */
export function arbitraryRegion(): fc.Arbitrary<{ readonly name: string; readonly text: string }> {
  // The block of another cloud beside its own is what no valid region has.
  const schemas = clouds.filter(({ name }) => name === CLOUD).map((cloud) => cloud.schemas);
  const schema = withBlock(composeSchema('Region', schemas), CLOUD);
  return arbitraryFromSchema(schema, overrides).map((value) => {
    const region = mend(value as RawRegion);
    return { name: region.metadata.name, text: JSON.stringify(region) };
  });
}

/** The composed schema leaves every cloud's block optional, since which one is needed depends on spec.cloud. */
function withBlock(schema: SchemaNode, cloud: string): SchemaNode {
  const spec = schema.properties?.['spec'] as SchemaNode;
  return {
    ...schema,
    properties: { ...schema.properties, spec: { ...spec, required: [...(spec.required ?? []), cloud] } },
  };
}

/** Makes rules across fields hold, each in the way that keeps most of what was drawn. */
function mend(raw: RawRegion): RawRegion {
  const region = structuredClone(raw);
  const { spec } = region;
  mendConnections(spec);
  if (spec.aws.zones !== undefined)
    spec.aws.zones = ['b', 'd', 'e'].map((letter) => `${spec.location}${letter}`);
  delete spec.aws.customerKeyArn;
  if (spec.encryption?.keys === 'customer') {
    spec.aws.customerKeyArn = `arn:aws:kms:${spec.location}:${spec.aws.account}:key/1a2b3c4d`;
  }
  return region;
}

function mendConnections(spec: RawRegion['spec']): void {
  const { network } = spec;
  const byType = new Map(
    (spec.aws.privateConnections ?? []).map((connection) => [connection.type, connection]),
  );
  if (spec.aws.privateConnections !== undefined) spec.aws.privateConnections = [...byType.values()];
  const isPrivate = network.exposure === 'private';
  if (network.egress === 'transit' && !(isPrivate && byType.has('transit-gateway')))
    network.egress = 'gateway';
  const isReachable = byType.has('transit-gateway') || (network.apiServer?.allowedCidrs ?? []).length > 0;
  if (isPrivate && !isReachable) spec.bootstrap = 'manual';
}
