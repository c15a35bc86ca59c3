import type { OrganizationConfig, RegionConfig } from '@atoll/region-config';
import { type AccessGrantSpan, type CloudBlocks, toRegion } from '@atoll/region-model';
import type { AwsRegion } from '../aws-region.ts';
import type { AwsObservedSpec, AwsOrganizationSpec, AwsRegionSpec } from '../spec-schema.ts';

/** Account of the example region; AWS reserves it for documentation. */
export const EXAMPLE_ACCOUNT = '111122223333';

/** What a test changes in the example region; each block is laid over the example's, one level deep. */
export interface ExampleOverrides {
  readonly name?: string;
  readonly location?: string;
  /** Blocks of `spec`, such as `network` or `access`. */
  readonly spec?: Partial<RegionConfig['spec']>;
  /** Fields of `spec.aws` of the Region. */
  readonly aws?: Partial<AwsRegionSpec>;
  /** Fields of `spec.aws` of the Organization. */
  readonly organization?: Partial<AwsOrganizationSpec>;
  /** `spec.aws` of the Observed; absent: nothing was observed. */
  readonly observed?: AwsObservedSpec;
  /** Grants of access that are not over for good. */
  readonly grants?: readonly AccessGrantSpan[];
}

const spec: RegionConfig['spec'] = {
  cloud: 'aws',
  location: 'eu-west-1',
  controlCluster: 'main',
  bootstrap: 'automatic',
  network: { cidr: '10.20.0.0/16', exposure: 'internet', egress: 'gateway', apiServer: {} },
  dns: { domain: 'apps.example.com' },
  compute: {
    kubernetesVersion: '1.34',
    nodes: { sizes: ['8x32', '16x64'] },
    expected: { instances: 30, cpu: 1, memoryGib: 2.5 },
    systemNodes: 3,
  },
  persistence: { size: 'large', engineVersion: '17', storage: { initialGib: 400, maxGib: 4000 } },
  encryption: { keys: 'provider' },
  backup: { retentionDays: 8, objectLock: { mode: 'none', days: 30 } },
  maintenance: { window: { day: 'sun', start: '03:00', minutes: 60 } },
  access: { extraGrants: [] },
  deploy: {},
  agent: {
    access: 'read-only',
    drift: { policy: 'observe', overrides: [], ignore: [], elastic: [], pauses: [] },
    webhooks: [],
    egress: {},
  },
};

const organization: OrganizationConfig = {
  apiVersion: 'config.atoll.dev/v1alpha1',
  kind: 'Organization',
  metadata: { name: 'example' },
  spec: {
    deploy: { repository: 'https://git.example.com/example/deploy.git', intervalMinutes: 5 },
    agent: { access: 'read-only', webhooks: [], egress: {} },
  },
};

const awsSpec: AwsRegionSpec = {
  account: EXAMPLE_ACCOUNT,
  externalId: 'example-external-id-1',
  privateConnections: [],
};

const awsOrganization: AwsOrganizationSpec = {
  controlPlaneRoleArn: 'arn:aws:iam::444455556666:role/atoll-control-plane',
  operationsPrincipalArn: 'arn:aws:iam::444455556666:role/atoll-operations',
  providers: { registry: 'registry.example.com/crossplane', version: 'v2.6.0', digests: {} },
};

/** The configuration that a test's region is made from. */
export interface ExampleCase {
  readonly config: RegionConfig;
  readonly organization: OrganizationConfig;
  readonly blocks: CloudBlocks;
}

/** Gives the configuration of the region `aws-eu-west-1`, with a test's changes. */
export function exampleCase(overrides: ExampleOverrides = {}): ExampleCase {
  const config: RegionConfig = {
    apiVersion: 'config.atoll.dev/v1alpha1',
    kind: 'Region',
    metadata: { name: overrides.name ?? 'aws-eu-west-1' },
    spec: {
      ...spec,
      ...overrides.spec,
      location: overrides.location ?? overrides.spec?.location ?? spec.location,
    },
  };
  const blocks = {
    spec: { ...awsSpec, ...overrides.aws },
    organization: { ...awsOrganization, ...overrides.organization },
    observed: overrides.observed,
  };
  return { config, organization, blocks };
}

/** Gives the region `aws-eu-west-1` as the constructs see it, with a test's changes. */
export function exampleRegion(overrides: ExampleOverrides = {}): AwsRegion {
  const { config, blocks } = exampleCase(overrides);
  // The literals above have the types of the three blocks; toRegion gives them back as unknown.
  return toRegion(config, organization, { ...blocks, grants: overrides.grants ?? [] }) as AwsRegion;
}
