import { join } from 'node:path';
import { AGENT_NAMESPACE } from '@atoll/agent-model';
import { describeCluster } from '@atoll/cluster/testing';
import { type AgentRule, listControlAgentRules, listHealingRules, type WatchedObject } from '@atoll/platform';
import { afterEach, expect, it } from 'vitest';
import { CONTROL_STAGE, publishControlHalf } from './testing/control-half.ts';
import { expectEachNeeded } from './testing/expect-each-needed.ts';
import { grantRights } from './testing/granted-rights.ts';
import { type GuardedRegion, setUpRegion } from './testing/guarded-region.ts';
import { edit, listEvents, listRecords, readRegion } from './testing/read-guarded-region.ts';
import { startTestAgent } from './testing/start-test-agent.ts';
import { toShop } from './testing/to-shop.ts';
import {
  AUDITED_GROUPS,
  isAllowed,
  isByRule,
  listAccountRequests,
  renderRule,
} from './testing/used-rights.ts';

const FLUX_CRDS = join(import.meta.dirname, '..', '..', 'flux', 'src', 'schemas', 'crds');
const WAIT = { timeout: 60_000, interval: 25 };
const FORBIDDEN = 403;

/** Deployments play the kinds of a cloud: to an agent one kind is like another. */
const DEPLOYMENTS: WatchedObject['kind'] = {
  group: 'apps',
  version: 'v1',
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  plural: 'deployments',
  namespaced: true,
};

const OPTIONS = { crdFolders: [FLUX_CRDS], auditReadsOf: AUDITED_GROUPS };

describeCluster('an agent of a control cluster with the rights that synth renders', OPTIONS, (getCluster) => {
  const stops: (() => Promise<void> | void)[] = [];
  afterEach(async () => {
    for (const stop of stops.splice(0).toReversed()) await stop();
  });

  it('uses each of its rules, is refused nothing, and can do nothing without', async () => {
    const since = new Date().toISOString();
    const region = await setUpRegion(getCluster(), { name: 'control', agentNamespace: AGENT_NAMESPACE });
    stops.push(() => region.dispose());
    const { map, deployment, paths } = toShop(region);
    await publishControlHalf(getCluster(), region, [map, deployment]);
    const rights = await grantRights(getCluster(), 'control', listRules(region));
    for (const rule of rights.rules) await expect.poll(() => isAllowed(getCluster(), rule), WAIT).toBe(true);
    const agent = await startTestAgent(region, {
      ATOLL_SCOPE: 'control-plane',
      ATOLL_REGIONS: '',
      ATOLL_ACCESS: 'remediating',
      ATOLL_KUBECONFIG: rights.kubeconfig,
    });
    stops.push(() => agent.stop());
    await expect.poll(agent.readReadiness, WAIT).toBe('ready');

    const body = { spec: { replicas: 7 } };
    await edit(getCluster(), paths.deployment, { body, manager: 'kubectl-edit' });
    await expect
      .poll(() => listRecords(region, getCluster()), WAIT)
      .toMatchObject([
        {
          spec: { region: 'control', half: 'control-plane', stage: CONTROL_STAGE, object: { name: 'cart' } },
          status: { class: 'Modified' },
        },
      ]);
    await expect.poll(() => listEvents(region, getCluster()), WAIT).toHaveLength(1);
    await expect
      .poll(() => readRegion(region, getCluster()), WAIT)
      .toMatchObject({ agents: [{ half: 'control-plane', objects: 2, drifted: 1 }] });
    await agent.stop();

    const requests = await listAccountRequests(getCluster(), since);
    const refused = requests.filter(({ responseStatus }) => responseStatus?.code === FORBIDDEN);
    expect(refused.map(({ verb, requestURI }) => `${verb} ${requestURI}`)).toStrictEqual([]);
    const unused = rights.rules.filter((rule) => !requests.some((request) => isByRule(rule, request)));
    // Asking Flux is a right of whoever heals, and an agent that observes asks nobody.
    expect(unused.map(renderRule)).toStrictEqual([
      `${region.namespace} kustomizations.kustomize.toolkit.fluxcd.io [${CONTROL_STAGE}]: patch`,
    ]);
    await expectEachNeeded(getCluster(), rights, requests);
  });
});

/** The ClusterRole of the scope, and the Role of one region that is healed. */
function listRules({ namespace }: GuardedRegion): readonly AgentRule[] {
  const configMaps = { ...DEPLOYMENTS, group: '', apiVersion: 'v1', kind: 'ConfigMap', plural: 'configmaps' };
  const objects = [DEPLOYMENTS, configMaps].map((kind) => ({ kind, namespace, name: 'any' }));
  return [
    ...listControlAgentRules({ kinds: [DEPLOYMENTS] }),
    ...listHealingRules({ namespace, objects, stages: [CONTROL_STAGE] }),
  ];
}
