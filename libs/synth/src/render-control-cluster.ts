import {
  buildControlClusterCharts,
  type ControlClusterRegion,
  listControlAgentNotices,
  schemaSetsOf,
} from '@atoll/charts';
import type { Cloud } from '@atoll/cloud';
import { renderCharts } from '@atoll/manifests';
import { joinSchemaSets } from '@atoll/typed-object';
import type { LoadedOrganization } from './load-organization.ts';
import { type RenderedFolder, type RenderTools, toFolder } from './render-region.ts';

/** A control cluster as its regions and the organization make it. */
export interface ControlClusterInput {
  readonly name: string;
  readonly organization: LoadedOrganization;
  /** Its regions, in any order. */
  readonly regions: readonly ControlClusterRegion[];
}

/** Gives what is rendered otherwise than anybody would want, and why. */
export function listControlNotices({ spec }: LoadedOrganization['config']): readonly string[] {
  const { image, ...agent } = spec.agent;
  return image === undefined ? [] : listControlAgentNotices({ ...agent, image }, spec.deploy.repository);
}

/** Renders `clusters/<name>`; `inputDigest` goes into `atoll.json`. */
export function renderControlCluster(
  clouds: readonly Cloud[],
  { name, organization, regions }: ControlClusterInput,
  tools: RenderTools & { readonly inputDigest: string },
): RenderedFolder {
  const used = clouds.filter((cloud) => regions.some((region) => region.cloud === cloud.name));
  const { deploy, agent } = organization.config.spec;
  const charts = buildControlClusterCharts({
    name,
    regions: regions.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    deploy: {
      repository: deploy.repository,
      secretName: deploy.secretName,
      verifySecretName: deploy.signing?.secretName,
      intervalMinutes: deploy.intervalMinutes,
    },
    agent: agent.image === undefined ? undefined : { ...agent, image: agent.image },
    clouds: used.map((cloud) => ({ cloud, organization: organization.blocks[cloud.name] })),
  });
  const schemas = joinSchemaSets(used.flatMap(schemaSetsOf));
  const files = renderCharts(charts, {
    validate: (object) => schemas.validate(object),
    serialize: tools.serialize,
    measure: tools.measure,
  });
  return toFolder(`clusters/${name}`, files, tools);
}
