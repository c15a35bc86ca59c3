import type { ApiRequest, KubeObject } from '@atoll/cluster';
import { describeCluster } from '@atoll/cluster/testing';
import { App, Chart } from 'cdk8s';
import { beforeAll, expect, it, vi } from 'vitest';
import { join } from 'node:path';
import { addAgentAccount } from './add-agent-account.ts';
import { addAgentRoles } from './add-agent-roles.ts';
import { addAtollCrds } from './add-atoll-crds.ts';
import { addRegionObject } from './add-region-object.ts';
import type { WatchedObject } from './agent-rule.ts';
import { listRegionAgentRules } from './list-agent-rules.ts';
import type { AgentAccess } from './list-watch-rules.ts';

const AGENT = 'system:serviceaccount:atoll-system:atoll-agent';
const FLUX_CRDS = join(import.meta.dirname, '../../../flux/src/schemas/crds');

const SHOP: readonly WatchedObject[] = [
  toWatched('apps', 'deployments', 'shop', 'cart'),
  toWatched('', 'secrets', 'shop', 'key'),
];

function toWatched(group: string, plural: string, namespace: string, name: string): WatchedObject {
  const apiVersion = group === '' ? 'v1' : `${group}/v1`;
  return {
    kind: { group, version: 'v1', apiVersion, kind: plural, plural, namespaced: true },
    namespace,
    name,
  };
}

function renderRights(access: AgentAccess): readonly KubeObject[] {
  const chart = new Chart(new App(), 'rights');
  addAgentAccount(chart);
  addAgentRoles(
    chart,
    listRegionAgentRules({
      objects: SHOP,
      access,
      fluxNamespace: 'flux-system',
      stages: ['platform'],
      servesApi: true,
    }),
  );
  return chart.toJson() as KubeObject[];
}

const DEPLOYMENTS = '/apis/apps/v1/namespaces/shop/deployments';
const SECRETS = '/api/v1/namespaces/shop/secrets';
const LEASES = '/apis/coordination.k8s.io/v1/namespaces/atoll-system/leases';
const RECORDS = '/apis/atoll.dev/v1alpha1/namespaces/atoll-system/driftrecords';
const STAGES = '/apis/kustomize.toolkit.fluxcd.io/v1/namespaces/flux-system/kustomizations';
const REGION = '/apis/atoll.dev/v1alpha1/regions/one';

/** The query of a list that shows one name alone. */
function byName(name: string): string {
  return `?fieldSelector=metadata.name%3D${name}`;
}

const BY_FLUX = { fieldManager: 'kustomize-controller' };

const record = {
  apiVersion: 'atoll.dev/v1alpha1',
  kind: 'DriftRecord',
  metadata: { name: 'one' },
  spec: { region: 'one', half: 'region', object: { apiVersion: 'v1', kind: 'ConfigMap', name: 'x' } },
};

const lease = {
  apiVersion: 'coordination.k8s.io/v1',
  kind: 'Lease',
  metadata: { name: 'atoll-agent' },
  spec: { holderIdentity: 'pod' },
};

const event = {
  apiVersion: 'events.k8s.io/v1',
  kind: 'Event',
  metadata: { name: 'one' },
  eventTime: '2026-10-01T00:00:00.000000Z',
  type: 'Warning',
  reason: 'DriftModified',
  action: 'Compared',
  reportingController: 'atoll.dev/atoll-agent',
  reportingInstance: 'pod',
  regarding: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'cart' },
};

const review = {
  apiVersion: 'authentication.k8s.io/v1',
  kind: 'TokenReview',
  spec: { token: 'nonsense' },
};

type Call = readonly [method: string, path: string, body?: object, contentType?: string];

const MERGE = 'application/merge-patch+json';

/** To make an object again takes the right to create it beside that to patch it. */
const AS_FLUX = 'fieldManager=kustomize-controller&force=true&dryRun=All';

function toDeployment(name: string): object {
  const labels = { app: 'cart' };
  const containers = [{ name: 'cart', image: 'cart' }];
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers } } },
  };
}

/** One request a rule of the read-only variant. */
const own: readonly Call[] = [
  ['GET', DEPLOYMENTS],
  ['GET', `${SECRETS}${byName('key')}`],
  ['GET', `${SECRETS}/key`],
  ['POST', LEASES, lease],
  ['GET', `${LEASES}${byName('atoll-agent')}`],
  ['POST', RECORDS, record],
  ['PATCH', `${RECORDS}/one/status`, { status: { class: 'Modified' } }, MERGE],
  // What people decide through the API that it serves.
  ['PATCH', `${RECORDS}/one`, { spec: { acknowledged: { by: 'ann', at: '2026-12-01T03:00:00Z' } } }, MERGE],
  ['GET', `/api/v1/namespaces/atoll-system/configmaps${byName('atoll-agent')}`],
  ['PATCH', `${REGION}/status`, { status: { drifted: 1 } }, MERGE],
  ['POST', '/apis/events.k8s.io/v1/namespaces/shop/events', event],
  ['POST', '/apis/authentication.k8s.io/v1/tokenreviews', review],
  ['GET', STAGES],
];

/** What only the remediating variant may do. */
const healing: readonly Call[] = [
  ['PATCH', `${DEPLOYMENTS}/cart?dryRun=All`, { metadata: { labels: { a: 'b' } } }, MERGE],
  ['PATCH', `${DEPLOYMENTS}/gone?${AS_FLUX}`, toDeployment('gone'), 'application/apply-patch+yaml'],
  ['PATCH', `${SECRETS}/key?dryRun=All`, { metadata: { labels: { a: 'b' } } }, MERGE],
  ['PATCH', `${STAGES}/platform`, { metadata: { annotations: { a: 'b' } } }, MERGE],
];

/** What no variant may do. */
const foreign: readonly Call[] = [
  ['GET', SECRETS],
  ['GET', `${SECRETS}/other`],
  ['GET', `${SECRETS}${byName('other')}`],
  ['GET', '/api/v1/namespaces/atoll-system/configmaps'],
  ['GET', '/apis/apps/v1/deployments'],
  ['POST', SECRETS, { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'new' } }],
  ['DELETE', `${DEPLOYMENTS}/cart?dryRun=All`],
  ['DELETE', `${RECORDS}/one?dryRun=All`],
  ['PATCH', `${STAGES}/foreign`, { metadata: { annotations: { a: 'b' } } }, MERGE],
  ['POST', '/apis/events.k8s.io/v1/namespaces/kube-system/events', event],
];

/** As the account and no more: the API server adds the groups of a ServiceAccount itself. */
function asAgent(request: ApiRequest): ApiRequest {
  return (method, path, options = {}) =>
    request(method, path, { ...options, headers: { ...options.headers, 'impersonate-user': AGENT } });
}

async function listForbidden(request: ApiRequest, calls: readonly Call[]): Promise<readonly string[]> {
  const refused: string[] = [];
  for (const [method, path, body, contentType] of calls) {
    const answer = await request(method, path, {
      ...(body === undefined ? {} : { body }),
      ...(contentType === undefined ? {} : { contentType }),
    });
    if (answer.status === 403) refused.push(`${method} ${path}`);
  }
  return refused;
}

function nameOf([method, path]: Call): string {
  return `${method} ${path}`;
}

describeCluster('the rights of the agent', { crdFolders: [FLUX_CRDS] }, (getCluster) => {
  beforeAll(async () => {
    const { serverSideApply } = getCluster();
    const chart = new Chart(new App(), 'crds');
    addAtollCrds(chart);
    const stage = { kind: 'Kustomization', apiVersion: 'kustomize.toolkit.fluxcd.io/v1' };
    const spec = { interval: '10m', prune: true, sourceRef: { kind: 'GitRepository', name: 'atoll' } };
    const container = { name: 'cart', image: 'cart' };
    const labels = { app: 'cart' };
    const objects = [
      ...(chart.toJson() as KubeObject[]),
      ...['shop', 'flux-system', 'atoll-system'].map((name) => ({
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name },
      })),
      { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'key', namespace: 'shop' } },
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'cart', namespace: 'shop' },
        spec: {
          selector: { matchLabels: labels },
          template: { metadata: { labels }, spec: { containers: [container] } },
        },
      },
      ...['platform', 'foreign'].map((name) => ({
        ...stage,
        metadata: { name, namespace: 'flux-system' },
        spec,
      })),
    ];
    for (const object of objects) expect((await serverSideApply(object, BY_FLUX)).status).toBeLessThan(300);
    const region = new Chart(new App(), 'region');
    addRegionObject(region, 'one', {
      cloud: 'aws',
      location: 'eu-west-1',
      organization: 'example',
      controlCluster: 'main',
    });
    const [regionObject] = region.toJson() as [KubeObject];
    // A new kind is served a moment after its definition was taken.
    await vi.waitFor(async () =>
      expect((await serverSideApply(regionObject, BY_FLUX)).status).toBeLessThan(300),
    );
  });

  async function grant(access: AgentAccess): Promise<ApiRequest> {
    const { serverSideApply, request } = getCluster();
    for (const object of renderRights(access))
      expect((await serverSideApply(object, BY_FLUX)).status).toBeLessThan(300);
    const agent = asAgent(request);
    const last = access === 'remediating' ? healing : own;
    // The authorizer learns of roles by a watch of its own.
    await expect.poll(() => listForbidden(agent, last), { timeout: 20_000 }).toStrictEqual([]);
    return agent;
  }

  it('are none without its roles', async () => {
    const { request } = getCluster();

    const refused = await listForbidden(asAgent(request), [...own, ...healing, ...foreign]);

    expect(refused).toStrictEqual([...own, ...healing, ...foreign].map(nameOf));
  });

  it('are, read-only, enough for what it does, and for nothing else', async () => {
    const agent = await grant('read-only');

    expect(await listForbidden(agent, own)).toStrictEqual([]);
    expect(await listForbidden(agent, [...healing, ...foreign])).toStrictEqual(
      [...healing, ...foreign].map(nameOf),
    );
  });

  it('are, remediating, enough to try and to ask, and still for nothing else', async () => {
    const agent = await grant('remediating');

    expect(await listForbidden(agent, [...own, ...healing])).toStrictEqual([]);
    expect(await listForbidden(agent, foreign)).toStrictEqual(foreign.map(nameOf));
  });
});
