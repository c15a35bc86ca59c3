import type { Cloud } from '@atoll/cloud';
import { compareText } from '@atoll/core';
import { HelmRelease, HelmRepository } from '@atoll/flux';
import {
  addAgent,
  addAgentAccount,
  addAgentRoles,
  addAtollCrds,
  listControlAgentRules,
  planEgress,
} from '@atoll/platform';
import type { AgentEgress, AgentWebhooks } from '@atoll/region-model';
import type { KindDefinition } from '@atoll/typed-object';
import type { Chart } from 'cdk8s';
import { isManagedGroup } from './managed-group.ts';

/** The agent of a control cluster, as the organization says it. */
export interface ControlClusterAgent {
  /** With its digest. */
  readonly image: string;
  readonly access: 'read-only' | 'remediating';
  readonly webhooks: AgentWebhooks;
  readonly egress: AgentEgress;
}

/** Charts that the agent of a control cluster stands in. */
export interface ControlAgentCharts {
  /** Where rights are handed out. */
  readonly flux: Chart;
  readonly crds: Chart;
  readonly agent: Chart;
}

/** What the agent of a control cluster depends on. */
export interface ControlAgentProps extends ControlClusterAgent {
  readonly deploy: { readonly repository: string; readonly secretName: string | undefined };
  readonly clouds: readonly { readonly cloud: Cloud; readonly groups: readonly string[] }[];
}

/**
 * Adds the agent that guards the control halves of all regions of a cluster: CRDs, account, rights and the Deployment.
 *
 * Which regions there are it finds by their ConfigMaps, so that a new region changes nothing here.
 */
export function addControlClusterAgent(charts: ControlAgentCharts, props: ControlAgentProps): void {
  const { image, access, webhooks, deploy } = props;
  addAtollCrds(charts.crds);
  addAgentAccount(charts.flux);
  addAgentRoles(charts.flux, listControlAgentRules({ kinds: listKindsOfHalves(props.clouds) }));
  addAgent(charts.agent, {
    image,
    scope: 'control-plane',
    regions: [],
    access,
    gitSecret: deploy.secretName,
    webhooks,
    tlsSecret: undefined,
    egress: planControlEgress(props, deploy.repository),
  });
}

/** Works out where the agent of a control cluster may go. */
export function planControlEgress(
  { egress, webhooks }: Pick<ControlClusterAgent, 'egress' | 'webhooks'>,
  repository: string,
) {
  return planEgress(egress, {
    git: repository,
    webhooks: webhooks.map(({ url }) => url),
    jwks: undefined,
  });
}

/** The managed kinds of the groups in use, the configuration of their providers, and what brings Flux to the regions. */
function listKindsOfHalves(clouds: ControlAgentProps['clouds']): readonly KindDefinition<unknown>[] {
  const ofClouds = clouds.flatMap(({ cloud, groups }) =>
    cloud.schemaSets
      .flatMap(({ kinds }) => kinds)
      .filter(({ group, namespaced }) => namespaced && (groups.includes(group) || !isManagedGroup(group))),
  );
  const byName = new Map(
    [...ofClouds, HelmRelease, HelmRepository].map((kind) => [`${kind.group}/${kind.plural}`, kind] as const),
  );
  return [...byName].sort(([a], [b]) => compareText(a, b)).map(([, kind]) => kind);
}
