import type { OrganizationConfig, RegionConfig } from '@atoll/region-config';
import type { AccessGrantSpan } from './access-grant-span.ts';
import { databaseSize } from './database-size.ts';
import { namesOfRegion } from './names.ts';
import { planNetwork } from './network-plan.ts';
import { planNodeLimit } from './node-limit.ts';
import { toNodeSize } from './node-size.ts';
import type { DeploySource, Region } from './region.ts';
import type { AgentFreeze } from './region-agent.ts';
import { toRegionAgent } from './to-region-agent.ts';

/** The blocks of one cloud in the three kinds, already validated by that cloud's schemas. */
export interface CloudBlocks {
  readonly spec: unknown;
  readonly organization: unknown;
  readonly observed: unknown;
}

/** What a region is worked out from beside its two files. */
export interface RegionParts extends CloudBlocks {
  /** Grants that are not over for good. @default none */
  readonly grants?: readonly AccessGrantSpan[];
  /** Freezes that name the region, or all regions, whenever they are. @default none */
  readonly freezes?: readonly AgentFreeze[];
}

/** Works out a region from its validated and defaulted configuration. */
export function toRegion(
  config: RegionConfig,
  organization: OrganizationConfig,
  { grants = [], freezes = [], ...blocks }: RegionParts,
): Region {
  const { metadata, spec } = config;
  const sizes = spec.compute.nodes.sizes.map(toNodeSize);
  return {
    name: metadata.name,
    organization: organization.metadata.name,
    cloud: spec.cloud,
    location: spec.location,
    controlCluster: spec.controlCluster,
    bootstrap: spec.bootstrap,
    namespace: `region-${metadata.name}`,
    names: namesOfRegion(metadata.name),
    tags: { 'atoll:managed-by': 'atoll', 'atoll:region': metadata.name },
    network: planNetwork(spec.network),
    dns: { zone: `${metadata.name}.${spec.dns.domain}` },
    compute: {
      kubernetesVersion: spec.compute.kubernetesVersion,
      nodeSizes: sizes,
      nodeLimit: planNodeLimit(sizes, spec.compute.expected, spec.compute.nodes.max),
      systemNodes: spec.compute.systemNodes,
    },
    persistence: {
      size: databaseSize(spec.persistence.size),
      engineVersion: spec.persistence.engineVersion,
      ...spec.persistence.storage,
    },
    encryption: spec.encryption,
    backup: spec.backup,
    maintenance: spec.maintenance,
    extraGrants: spec.access.extraGrants,
    roles: spec.access.roles ?? [],
    grants,
    deploy: toDeploySource(config, organization),
    agent: toRegionAgent(config, organization, freezes),
    cloudSpec: blocks.spec,
    cloudOrganization: blocks.organization,
    cloudObserved: blocks.observed,
  };
}

function toDeploySource(config: RegionConfig, organization: OrganizationConfig): DeploySource {
  const { deploy } = organization.spec;
  return {
    repository: deploy.repository,
    regionRepository: config.spec.deploy?.repository ?? deploy.repository,
    branch: `region/${config.metadata.name}`,
    secretName: deploy.secretName,
    verifySecretName: deploy.signing?.secretName,
    intervalMinutes: deploy.intervalMinutes,
  };
}
