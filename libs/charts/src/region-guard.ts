import { AGENT_NAME, AGENT_NAMESPACE } from '@atoll/agent-model';
import {
  type CloudUsers,
  controlStages,
  type GrantUsers,
  regionStages,
  type StageCharts,
} from '@atoll/cloud';
import {
  addGuardLists,
  addGuardPolicy,
  addRegionGuardBindings,
  BREAK_GLASS_ROLE,
  type GuardGrant,
} from '@atoll/platform';
import type { Region } from '@atoll/region-model';
import {
  FLUX_CONTROLLERS,
  FLUX_NAMESPACE,
  hasOwnRepository,
  ownSecretOf,
  ROOT_ACCOUNT,
} from './flux-names.ts';
import { stageAccountName } from './stage-account.ts';

/** Namespace of Crossplane, which names some accounts of its packages itself. */
export const CROSSPLANE_NAMESPACE = 'crossplane-system';

/** The agent, in a region's own cluster and in the control cluster alike. */
export const AGENT_USER = userOf(AGENT_NAMESPACE, AGENT_NAME);

/** Gives the name of the user that a ServiceAccount is; `*` for all of the namespace. */
export function userOf(namespace: string, account: string): string {
  return `system:serviceaccount:${namespace}:${account}`;
}

/**
 * Adds the guard of what Atoll renders to both halves of a region.
 *
 * In the region's own cluster it is whole: the rule in stage `crds`, lists and bindings in stage `platform`, since Flux
 * cannot bring a binding together with its policy. The control half has only its lists, in the namespace where they count;
 * rule and bindings are the control cluster's. They stand in stage `identity`, beside the trust policies that the same
 * grants change.
 */
export function addRegionGuard(stages: StageCharts, region: Region, users: CloudUsers): void {
  addGuardPolicy(stages.region.crds);
  addRegionGuardBindings(stages.region.platform, FLUX_NAMESPACE);
  addGuardLists(stages.region.platform, {
    namespace: FLUX_NAMESPACE,
    writers: [
      ...fluxUsers(),
      ...accountsOf(regionStages, FLUX_NAMESPACE),
      AGENT_USER,
      ...users.system,
      ...users.writersOf(region),
    ],
    grants: listGrants(region, users, 'region'),
    owners: [`${FLUX_NAMESPACE}/*`, `${region.namespace}/*`],
    homes: [FLUX_NAMESPACE],
    places: region.agent.image === undefined ? [FLUX_NAMESPACE] : [FLUX_NAMESPACE, AGENT_NAMESPACE],
    byHand: listSecretsByHand(region, []),
    remedy: renderRemedy(region),
  });
  addControlLists(stages, region, users);
}

/** Gives the users that Flux's own controllers are. */
export function fluxUsers(): readonly string[] {
  return FLUX_CONTROLLERS.map((name) => userOf(FLUX_NAMESPACE, name));
}

function addControlLists(stages: StageCharts, region: Region, users: CloudUsers): void {
  addGuardLists(stages.control.identity, {
    namespace: region.namespace,
    writers: [
      ...fluxUsers(),
      userOf(FLUX_NAMESPACE, ROOT_ACCOUNT),
      ...accountsOf(controlStages, region.namespace),
      userOf(CROSSPLANE_NAMESPACE, '*'),
      AGENT_USER,
      ...users.system,
    ],
    grants: listGrants(region, users, 'control'),
    owners: [],
    homes: [region.namespace],
    places: [],
    byHand: listSecretsByHand(region, hasOwnRepository(region) ? [ownSecretOf(region)] : []),
    remedy: renderRemedy(region),
  });
}

/** All that stands beside a GitRepository and never in Git: what opens and verifies the deploy repository. */
function listSecretsByHand({ deploy }: Region, more: readonly (string | undefined)[]): readonly string[] {
  const names = [deploy.secretName, deploy.verifySecretName, ...more].filter((name) => name !== undefined);
  return names.map((name) => `secrets/${name}`);
}

function accountsOf(stages: readonly string[], namespace: string): readonly string[] {
  return stages
    .filter((stage) => stage !== 'flux')
    .map((stage) => userOf(namespace, stageAccountName(stage)));
}

/** Only what is live: the guard has no clock, so that a grant's begin and end are two renderings. */
function listGrants(region: Region, users: CloudUsers, cluster: keyof GrantUsers): readonly GuardGrant[] {
  return region.grants
    .filter(({ role, phase }) => role === BREAK_GLASS_ROLE && phase === 'live')
    .flatMap((grant) => users.usersOf(grant, region)[cluster].map((user) => ({ user, until: grant.until })));
}

function renderRemedy({ name }: Region): string {
  return (
    `Change regions/${name}/ in the config repository and publish it; in an emergency break the glass: ` +
    `atoll access grant ${name} --role ${BREAK_GLASS_ROLE}.`
  );
}
