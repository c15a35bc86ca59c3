import { join } from 'node:path';
import { AGENT_NAME, AGENT_NAMESPACE } from '@atoll/agent-model';
import type { AuditRecord } from '@atoll/cluster';
import { describeCluster } from '@atoll/cluster/testing';
import type { AgentRule } from '@atoll/platform';
import { afterEach, expect, it } from 'vitest';
import { expectEachNeeded } from './testing/expect-each-needed.ts';
import { type GrantedRights, grantRights, listShopRules } from './testing/granted-rights.ts';
import { type GuardedRegion, type Manifest, setUpRegion } from './testing/guarded-region.ts';
import { edit, listEvents, listRecords, readMetric, readRegion } from './testing/read-guarded-region.ts';
import { startTestAgent, type TestAgent } from './testing/start-test-agent.ts';
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
const LEASE = `/apis/coordination.k8s.io/v1/namespaces/${AGENT_NAMESPACE}/leases/${AGENT_NAME}`;

const VARIANTS = ['read-only', 'remediating'] as const;

type Access = (typeof VARIANTS)[number];

/** What a reading agent may write: its Lease, Events and objects of atoll.dev. */
const OWN = [
  'driftrecords.atoll.dev',
  'driftrecords/status.atoll.dev',
  'events.events.k8s.io',
  'leases.coordination.k8s.io',
  'regions/status.atoll.dev',
];

/** A dry-run counts as the write that it tries. */
const WRITTEN: Readonly<Record<Access, readonly string[]>> = {
  'read-only': OWN,
  remediating: [
    ...OWN,
    'configmaps',
    'deployments.apps',
    'kustomizations.kustomize.toolkit.fluxcd.io',
    'regions.atoll.dev',
    'secrets',
  ].sort(),
};

const OPTIONS = { crdFolders: [FLUX_CRDS], auditReadsOf: AUDITED_GROUPS };

describeCluster('an agent with the rights that synth renders', OPTIONS, (getCluster) => {
  const stops: (() => Promise<void> | void)[] = [];
  afterEach(async () => {
    for (const stop of stops.splice(0).toReversed()) await stop();
  });

  interface Stage {
    readonly region: GuardedRegion;
    readonly rights: GrantedRights;
    readonly agent: TestAgent;
    /** Gives back what was withheld. */
    restore(): Promise<void>;
    /** Every request of the account since it began. */
    listRequests(): Promise<readonly AuditRecord[]>;
  }

  async function start(
    access: Access,
    name: string,
    isWithheld: (rule: AgentRule) => boolean = () => false,
  ): Promise<Stage> {
    const since = new Date().toISOString();
    // A Lease that is there already needs nobody to make it.
    await getCluster().request('DELETE', LEASE);
    const region = await setUpRegion(getCluster(), {
      name,
      agentNamespace: AGENT_NAMESPACE,
      drift: { policy: access === 'read-only' ? 'notify' : 'flux' },
    });
    stops.push(() => region.dispose());
    const { map, secret, deployment } = toShop(region);
    await region.publish([map, secret, deployment, toRegionManifest(region)]);
    const rights = await grantRights(getCluster(), name, listShopRules(region, access));
    stops.push(() => rights.revokeAll());
    const withheld = rights.rules.filter(isWithheld);
    const restores = await Promise.all(withheld.map(rights.revoke));
    // The authorizer learns of roles by a watch of its own.
    for (const rule of rights.rules)
      await expect.poll(() => isAllowed(getCluster(), rule), WAIT).toBe(!withheld.includes(rule));
    const restore = async () => void (await Promise.all(restores.map((each) => each())));
    const { kubeconfig } = rights;
    const agent = await startTestAgent(region, { ATOLL_KUBECONFIG: kubeconfig, ATOLL_ACCESS: access });
    stops.push(() => agent.stop());
    await expect.poll(agent.readReadiness, WAIT).toBe('ready');
    return { region, rights, agent, restore, listRequests: () => listAccountRequests(getCluster(), since) };
  }

  /** Something drifts in a namespace and outside of all, and it is told in every way that there is. */
  async function playDrift(region: GuardedRegion): Promise<void> {
    const manager = 'kubectl-edit';
    const { deployment } = toShop(region).paths;
    await edit(getCluster(), deployment, { body: { spec: { replicas: 7 } }, manager });
    const label = { metadata: { labels: { hand: 'made' } } };
    await edit(getCluster(), `/apis/atoll.dev/v1alpha1/regions/${region.name}`, { body: label, manager });
    const ofRegion = async () =>
      (await listRecords(region, getCluster())).filter(({ spec }) => spec.region === region.name);
    await expect.poll(ofRegion, WAIT).toMatchObject([
      { spec: { object: { kind: 'Deployment' } }, status: { class: 'Modified' } },
      { spec: { object: { kind: 'Region' } }, status: { class: 'Extra' } },
    ]);
    await expect.poll(() => listEvents(region, getCluster()), WAIT).toHaveLength(1);
    await expect
      .poll(() => readRegion(region, getCluster()), WAIT)
      .toMatchObject({ agents: [{ objects: 4, drifted: 2, unknown: 0 }] });
  }

  async function listHistory({ name, ...region }: GuardedRegion): Promise<readonly string[]> {
    const records = await listRecords({ name, ...region }, getCluster());
    return records
      .filter(({ spec }) => spec.region === name)
      .flatMap(({ status }) => status?.history?.map(({ event }) => event) ?? []);
  }

  it.each(VARIANTS)(
    'uses each of its rules, is refused nothing, and can do nothing without: %s',
    async (access) => {
      const { region, rights, agent, listRequests } = await start(access, `eu-${access}`);
      await playDrift(region);
      if (access === 'remediating') await expect.poll(() => listHistory(region), WAIT).toContain('FluxAsked');
      await agent.stop();

      const requests = await listRequests();
      const refused = requests.filter(({ responseStatus }) => responseStatus?.code === FORBIDDEN);
      expect(refused.map(({ verb, requestURI }) => `${verb} ${requestURI}`)).toStrictEqual([]);
      const unused = rights.rules.filter((rule) => !requests.some((request) => isByRule(rule, request)));
      expect(unused.map(renderRule)).toStrictEqual([]);
      expect(listWritten(requests)).toStrictEqual(WRITTEN[access]);
      await expectEachNeeded(getCluster(), rights, requests);
    },
  );

  it('faults 20 and 47: says what it may not see, records what it may not tell, and makes up for both', async () => {
    const { region, agent, restore } = await start(
      'read-only',
      'eu-withheld',
      ({ resource, namespace }) =>
        resource === 'secrets' || (resource === 'events' && namespace !== 'default'),
    );
    const listClasses = async () =>
      (await readMetric(agent, 'atoll_drift_objects{')).map((line) =>
        /kind="(\w+)",class="(\w+)"/.exec(line),
      );
    const toClass = async (kind: string) =>
      (await listClasses()).flatMap((found) => (found?.[1] === kind ? [found[2]] : []));
    expect(await toClass('Secret')).toStrictEqual(['Unknown']);
    expect(await toClass('Deployment')).toStrictEqual(['InSync']);

    const { deployment } = toShop(region).paths;
    await edit(getCluster(), deployment, { body: { spec: { replicas: 7 } }, manager: 'kubectl-edit' });
    await expect
      .poll(() => listRecords(region, getCluster()), WAIT)
      .toContainEqual(
        expect.objectContaining({ spec: expect.objectContaining({ region: region.name }) as unknown }),
      );
    expect(await listEvents(region, getCluster())).toStrictEqual([]);
    await restore();

    await expect.poll(() => toClass('Secret'), WAIT).toStrictEqual(['InSync']);
    await expect.poll(() => listEvents(region, getCluster()), WAIT).toHaveLength(1);
  });
});

/** As synth renders it into stage agent. */
function toRegionManifest({ name }: GuardedRegion): Manifest {
  const spec = { cloud: 'aws', location: 'eu-central-1', organization: 'example', controlCluster: 'main' };
  return { apiVersion: 'atoll.dev/v1alpha1', kind: 'Region', metadata: { name }, spec };
}

function listWritten(requests: readonly AuditRecord[]): readonly string[] {
  const writes = requests.filter(({ verb }) => !['get', 'list', 'watch'].includes(verb));
  const names = writes.map(({ objectRef: { resource = '', subresource, apiGroup } = {} }) =>
    [subresource === undefined ? resource : `${resource}/${subresource}`, apiGroup].filter(Boolean).join('.'),
  );
  return [...new Set(names)].sort();
}
