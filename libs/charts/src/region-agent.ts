import { AGENT_NAMESPACE } from '@atoll/agent-model';
import { controlStages, regionStages, type StageCharts } from '@atoll/cloud';
import {
  addAgent,
  addAgentAccount,
  addAgentConfig,
  addAgentRoles,
  addAtollCrds,
  addRegionObject,
  listHealingRules,
  listRegionAgentRules,
} from '@atoll/platform';
import type { Region } from '@atoll/region-model';
import type { Chart } from 'cdk8s';
import { planRegionEgress } from './agent-egress.ts';
import { FLUX_NAMESPACE } from './flux-names.ts';
import { type KindIndex, listObjects, type PlacedObject } from './stage-objects.ts';
import { toAgentConfig } from './to-agent-config.ts';

/**
 * Adds the agent of a region's own cluster, once all other stages are filled: its rights follow from what they hold.
 *
 * Account and rights stand in stage `flux`, beside those of the stages, since whoever hands out a right has to be more than an
 * account that applies a Deployment. Without an image nothing of it is rendered.
 */
export function addRegionAgent(stages: StageCharts, region: Region, index: KindIndex): void {
  const { agent, deploy } = region;
  if (agent.image === undefined) return;
  const { flux, crds, agent: chart } = stages.region;
  addAtollCrds(crds);
  addRegionObject(chart, region.name, toRegionSpec(region));
  addAgentConfig(chart, AGENT_NAMESPACE, toAgentConfig(region, 'region'));
  addAgent(chart, {
    image: agent.image,
    scope: 'region',
    regions: [region.name],
    access: agent.access,
    gitSecret: deploy.secretName,
    webhooks: agent.webhooks,
    tlsSecret: agent.executionApi?.tlsSecretName,
    egress: planRegionEgress(region),
  });
  const filled = listFilled(regionStages, stages.region, index);
  addAgentAccount(flux);
  addAgentRoles(
    flux,
    listRegionAgentRules({
      objects: filled.flatMap(({ objects }) => objects),
      access: agent.access,
      fluxNamespace: FLUX_NAMESPACE,
      stages: filled.map(({ stage }) => stage),
      servesApi: agent.executionApi !== undefined,
    }),
  );
}

/**
 * Adds to the control half what the agent of the control cluster has to know of the region, and where it is to heal, the right to.
 *
 * The Region object and the Role are applied by the region's root, as the account that already owns what a region has outside
 * of its namespace; the ConfigMap stands in stage `identity`, which comes first.
 */
export function addControlAgent(stages: StageCharts, region: Region, index: KindIndex): void {
  const { control } = region.agent;
  if (control === undefined) return;
  const { flux, identity } = stages.control;
  addRegionObject(flux, region.name, toRegionSpec(region));
  addAgentConfig(identity, region.namespace, toAgentConfig(region, 'control-plane'));
  if (control.access !== 'remediating') return;
  const filled = listFilled(controlStages, stages.control, index);
  addAgentRoles(
    flux,
    listHealingRules({
      namespace: region.namespace,
      objects: filled.flatMap(({ objects }) => objects),
      stages: filled.map(({ stage }) => stage),
    }),
  );
}

function toRegionSpec({ cloud, location, organization, controlCluster }: Region) {
  return { cloud, location, organization, controlCluster };
}

interface FilledStage {
  readonly stage: string;
  readonly objects: readonly PlacedObject[];
}

/** Stage `flux` is left out: nobody tells the agent at which commit it was applied, so there is nothing to compare it with. */
function listFilled<Stage extends string>(
  stages: readonly Stage[],
  charts: Readonly<Record<Stage, Chart>>,
  index: KindIndex,
): readonly FilledStage[] {
  return stages
    .filter((stage) => stage !== 'flux')
    .map((stage) => ({ stage, objects: listObjects(charts[stage], index) }))
    .filter(({ objects }) => objects.length > 0);
}
