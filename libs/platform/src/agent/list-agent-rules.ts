import { AGENT_NAMESPACE } from '@atoll/agent-model';
import { compareText } from '@atoll/core';
import type { KindDefinition } from '@atoll/typed-object';
import { GUARD } from '../admission/guard-names.ts';
import { type AgentRule, READ, type WatchedObject } from './agent-rule.ts';
import {
  configRule,
  decisionRule,
  eventRule,
  kustomizationRules,
  listOwnRules,
  regionStatusRule,
  tokenReviewRule,
} from './list-own-rules.ts';
import { type AgentAccess, listWatchRules } from './list-watch-rules.ts';

/** Namespace in which Events of objects without one stand. Source: Kubernetes, events/v1. */
const DEFAULT_NAMESPACE = 'default';

/** What the rights of an agent in a region's own cluster follow from. */
export interface RegionAgentNeeds {
  /** All that the stages hold that the agent compares. */
  readonly objects: readonly WatchedObject[];
  readonly access: AgentAccess;
  readonly fluxNamespace: string;
  /** Kustomizations of those stages. */
  readonly stages: readonly string[];
  readonly servesApi: boolean;
}

/** Gives everything that the agent of a region may do in the region's own cluster; nothing follows from anything else. */
export function listRegionAgentRules(needs: RegionAgentNeeds): readonly AgentRule[] {
  const { objects, access, fluxNamespace, stages, servesApi } = needs;
  const asked = access === 'remediating' ? stages : [];
  const watched = listWatchRules(objects, access);
  const reads = watched.some(({ namespace, resource }) => isConfigMap(namespace, resource));
  return [
    ...watched,
    ...(access === 'remediating' ? guardRules(objects) : []),
    ...listOwnRules(),
    // Who may read all ConfigMaps of the namespace needs no second rule for one of them.
    ...(reads ? [] : [configRule(AGENT_NAMESPACE)]),
    regionStatusRule(),
    ...eventNamespaces(objects).map(eventRule),
    ...(servesApi ? [decisionRule(), tokenReviewRule()] : []),
    ...kustomizationRules(fluxNamespace, asked),
  ];
}

/** What the rights of the agent of a control cluster follow from. */
export interface ControlAgentNeeds {
  /** Kinds that the control halves of its regions may hold, all in namespaces. */
  readonly kinds: readonly KindDefinition<unknown>[];
}

/**
 * Gives everything that the agent of a control cluster may do whichever its regions are: it reads.
 *
 * In the whole cluster, since a watch a region and kind would be tens of thousands of them. What it may patch stands in a Role
 * in the namespace of each region that is remediating, see {@link listHealingRules}.
 */
export function listControlAgentRules({ kinds }: ControlAgentNeeds): readonly AgentRule[] {
  const rest = kinds.filter(({ plural }) => plural !== 'kustomizations' && plural !== 'configmaps');
  const everywhere = { namespace: undefined, verbs: READ };
  return [
    ...rest.map(({ group, plural }) => ({ ...everywhere, group, resource: plural })),
    { ...everywhere, group: '', resource: 'configmaps' },
    { ...everywhere, group: 'atoll.dev', resource: 'regions' },
    ...listOwnRules(),
    regionStatusRule(),
    eventRule(undefined),
    ...kustomizationRules(undefined, []),
  ];
}

/** What the agent of a control cluster may patch of one region. */
export interface HealingNeeds {
  readonly namespace: string;
  readonly objects: readonly WatchedObject[];
  readonly stages: readonly string[];
}

/** Gives what the agent of a control cluster may patch in the namespace of a region: its kinds, and its stages. */
export function listHealingRules({ namespace, objects, stages }: HealingNeeds): readonly AgentRule[] {
  return [
    ...listWatchRules(objects, 'remediating').map((rule) => ({ ...rule, verbs: ['create', 'patch'] })),
    ...kustomizationRules(namespace, stages).filter(({ names }) => names !== undefined),
  ];
}

function isConfigMap(namespace: string | undefined, resource: string): boolean {
  return namespace === AGENT_NAMESPACE && resource === 'configmaps';
}

function eventNamespaces(objects: readonly WatchedObject[]): readonly string[] {
  const namespaces = new Set(objects.map(({ namespace }) => namespace ?? DEFAULT_NAMESPACE));
  return [...namespaces].sort(compareText);
}

/**
 * Whoever writes a policy or a binding with parameters has to be allowed to read these, a dry-run as well. See
 * libs/charts, guard-rights.ts.
 */
function guardRules(objects: readonly WatchedObject[]): readonly AgentRule[] {
  const isRendered = (plural: string) =>
    objects.some(({ kind }) => kind.group === 'admissionregistration.k8s.io' && kind.plural === plural);
  const read = { namespace: undefined, group: '', resource: 'configmaps', verbs: ['get'] };
  return [
    ...(isRendered('validatingadmissionpolicies') ? [{ ...read, names: ['*'] }] : []),
    ...(isRendered('validatingadmissionpolicybindings') ? [{ ...read, names: [GUARD] }] : []),
  ];
}
