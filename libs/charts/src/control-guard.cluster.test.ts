import { join } from 'node:path';
import type { ApiRequest, KubeObject } from '@atoll/cluster';
import { applyOf, asUser, describeCluster, pathOf, sendWrite, type Write } from '@atoll/cluster/testing';
import type { AccessGrantSpan } from '@atoll/region-model';
import { beforeAll, expect, it, vi } from 'vitest';
import {
  heldBy,
  toAccount,
  toConfigMap,
  toKustomization,
  toNamespace,
  toToken,
  toVpc,
} from './testing/control-objects.ts';
import { exampleGrant, renderClusterGuard, renderRegionGuard } from './testing/render-guard.ts';

const CRDS = ['cloud-aws', 'flux'].map((lib) =>
  join(import.meta.dirname, '..', '..', lib, 'src', 'schemas', 'crds'),
);

const PERSON = 'alice@example.com';
const ROLES = 'arn:aws:sts::444455556666:assumed-role/';
const FOREIGN = 'system:serviceaccount:default:ci';
const ADMINISTRATOR = 'kubernetes-admin';
const CLUSTER_FLUX = 'system:serviceaccount:flux-system:flux-cluster';
const ROOTS = 'system:serviceaccount:flux-system:flux-region-roots';
const NETWORK = 'system:serviceaccount:region-one:flux-network';
const PROVIDER = 'system:serviceaccount:crossplane-system:atoll-provider-aws';
const AGENT = 'system:serviceaccount:atoll-system:atoll-agent';

const VPC = '/apis/ec2.aws.m.upbound.io/v1beta1/namespaces/region-one/vpcs/atoll-one-vpc';
const OTHER_VPC = VPC.replaceAll('one', 'two');
const NAMESPACE = '/api/v1/namespaces/region-one';
const SOURCE_SETTINGS = '/api/v1/namespaces/flux-system/configmaps/ours';
const TENANT_SETTINGS = '/api/v1/namespaces/flux-system/configmaps/theirs';

const KUSTOMIZATIONS = '/apis/kustomize.toolkit.fluxcd.io/v1/namespaces/flux-system/kustomizations';

const ANNOTATE = { metadata: { annotations: { touched: 'yes' } } };

const objects: readonly KubeObject[] = [
  toNamespace('flux-system', {}),
  toNamespace('crossplane-system', {}),
  toAccount('crossplane-system', 'atoll-provider-aws'),
  toAccount('flux-system', 'flux-cluster'),
  ...['one', 'two'].flatMap((region) => [
    heldBy(`flux-system/region-${region}`, toNamespace(`region-${region}`, { 'atoll.dev/region': region })),
    heldBy(`region-${region}/network`, toVpc(region)),
  ]),
  heldBy('flux-system/atoll-providers', toConfigMap('ours')),
  heldBy('flux-system/tenants', toConfigMap('theirs')),
];

function toPatch(path: string, body: object = ANNOTATE): Write {
  return { method: 'PATCH', path, body };
}

describeCluster('the guard of a control cluster', { crdFolders: CRDS }, (getCluster) => {
  const as = (user: string): ApiRequest => asUser(getCluster().request, user);
  const statusOf = async (user: string, write: Write): Promise<number> =>
    (await sendWrite(as(user), write)).status;

  async function applyAll(user: string, all: readonly KubeObject[]): Promise<void> {
    for (const object of all) {
      const answer = await sendWrite(as(user), applyOf(await pathOf(object, getCluster().request), object));
      expect(answer.message).toBeUndefined();
    }
  }

  /** The API server hears of lists and policies a moment after they are stored. */
  async function waitFor(user: string, path: string, expected: number): Promise<void> {
    const ask = async (): Promise<void> => {
      const { status, message } = await sendWrite(as(user), toPatch(`${path}?dryRun=All`));
      expect(`${status} ${message}`).toMatch(new RegExp(`^${expected} `));
    };
    await vi.waitFor(ask, { timeout: 10_000 });
  }

  beforeAll(async () => {
    await applyAll(ADMINISTRATOR, objects);
    await applyAll(
      CLUSTER_FLUX,
      renderClusterGuard().map((object) => heldBy('flux-system/atoll-guard', object)),
    );
    for (const region of ['one', 'two'])
      await applyAll(
        `system:serviceaccount:region-${region}:flux-identity`,
        renderRegionGuard(region, []).identity.map((object) => heldBy(`region-${region}/identity`, object)),
      );
    for (const path of [VPC, OTHER_VPC, SOURCE_SETTINGS]) await waitFor(PERSON, path, 403);
  });

  it('tells a person which region to change, and how to break the glass', async () => {
    const answer = await sendWrite(as(PERSON), { method: 'DELETE', path: VPC });

    expect(answer).toEqual({
      status: 403,
      message:
        'vpcs.ec2.aws.m.upbound.io "atoll-one-vpc" is forbidden: ValidatingAdmissionPolicy \'atoll-guard\' with ' +
        "binding 'atoll-guard-regions' denied request: Atoll renders VPC region-one/atoll-one-vpc from Git, so " +
        'alice@example.com may not delete it. Change regions/one/ in the config repository and publish it; in an ' +
        'emergency break the glass: atoll access grant one --role limited-administrator.',
    });
  });

  it.each<[string, Write]>([
    [
      'pauses a managed resource',
      toPatch(VPC, { metadata: { annotations: { 'crossplane.io/paused': 'true' } } }),
    ],
    [
      'renames it in the cloud',
      toPatch(VPC, { metadata: { annotations: { 'crossplane.io/external-name': 'x' } } }),
    ],
    ['takes its finalizers away', toPatch(VPC, { metadata: { finalizers: null } })],
    ['writes its status', toPatch(`${VPC}/status`, { status: { atProvider: { id: 'vpc-1' } } })],
    [
      'creates one in a region’s namespace, which acts on the owner’s account',
      { method: 'POST', path: VPC.replace('/atoll-one-vpc', ''), body: toVpc('one', 'by-hand') },
    ],
    [
      'takes the namespace out of its region',
      toPatch(NAMESPACE, { metadata: { labels: { 'atoll.dev/region': null } } }),
    ],
    ['deletes a region’s namespace', { method: 'DELETE', path: NAMESPACE }],
    [
      'changes the lists of a region',
      toPatch(`${NAMESPACE}/configmaps/atoll-guard`, { data: { writers: '*' } }),
    ],
    [
      'changes the lists of the cluster',
      toPatch(SOURCE_SETTINGS.replace('ours', 'atoll-guard'), { data: { writers: '*' } }),
    ],
    ['changes what all regions share', toPatch(SOURCE_SETTINGS)],
    [
      'leaves a secret in a region’s namespace',
      {
        method: 'POST',
        path: `${NAMESPACE}/secrets`,
        body: { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'atoll-one-kubeconfig' } },
      },
    ],
    [
      'has Flux act as one of our accounts by a Kustomization of his own',
      { method: 'POST', path: KUSTOMIZATIONS, body: toKustomization('by-hand', 'flux-cluster') },
    ],
    [
      'has Flux act as its controller by one without an account',
      { method: 'POST', path: KUSTOMIZATIONS, body: toKustomization('by-hand') },
    ],
    ['asks for a token of a provider', toToken('crossplane-system', 'atoll-provider-aws')],
    ['asks for a token of an account of Flux', toToken('flux-system', 'flux-cluster')],
    [
      'deletes the namespace of Crossplane',
      { method: 'DELETE', path: '/api/v1/namespaces/crossplane-system' },
    ],
  ])(
    'refuses a person, an administrator, a foreign account and another region’s who %s',
    async (_what, write) => {
      const statuses = [];
      for (const user of [PERSON, ADMINISTRATOR, FOREIGN, NETWORK.replace('one', 'two')])
        statuses.push(await statusOf(user, write));

      expect(statuses).toEqual([403, 403, 403, 403]);
    },
  );

  it.each<[string, string, Write]>([
    ['Flux apply', NETWORK, applyOf(VPC, toVpc('one'))],
    ['Flux prune', NETWORK, { method: 'DELETE', path: `${VPC}?dryRun=All` }],
    ['the roots apply the namespace', ROOTS, toPatch(NAMESPACE)],
    [
      'a provider write status',
      PROVIDER,
      toPatch(`${VPC}/status`, { status: { atProvider: { id: 'vpc-1' } } }),
    ],
    [
      'a provider write the external name and its finalizer',
      PROVIDER,
      toPatch(VPC, {
        metadata: {
          annotations: { 'crossplane.io/external-name': 'vpc-1' },
          finalizers: ['finalizer.managedresource.crossplane.io'],
        },
      }),
    ],
    [
      'a provider fill in what the cloud chose',
      PROVIDER,
      toPatch(VPC, { spec: { forProvider: { instanceTenancy: 'default' } } }),
    ],
    [
      'a provider leave a connection secret',
      PROVIDER,
      {
        method: 'POST',
        path: `${NAMESPACE}/secrets`,
        body: { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'atoll-one-kubeconfig' } },
      },
    ],
    ['Crossplane write', 'system:serviceaccount:crossplane-system:crossplane', toPatch(VPC)],
    ['the agent try', AGENT, applyOf(VPC, toVpc('one'), '&dryRun=All')],
    [
      'garbage collection delete',
      'system:serviceaccount:kube-system:generic-garbage-collector',
      { method: 'DELETE', path: `${VPC}?dryRun=All` },
    ],
    [
      'the namespace controller finish a namespace',
      'system:serviceaccount:kube-system:namespace-controller',
      { method: 'DELETE', path: `${VPC.replace('/atoll-one-vpc', '')}?dryRun=All` },
    ],
    ['the cloud’s machinery write', 'cloud:certificates', toPatch(NAMESPACE)],
    [
      'a person keep the Secret that opens the deploy repository',
      PERSON,
      {
        method: 'POST',
        path: `${NAMESPACE}/secrets`,
        body: { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'atoll-deploy' } },
      },
    ],
    [
      'a person ask what he may do',
      PERSON,
      {
        method: 'POST',
        path: '/apis/authorization.k8s.io/v1/namespaces/region-one/localsubjectaccessreviews',
        body: {
          apiVersion: 'authorization.k8s.io/v1',
          kind: 'LocalSubjectAccessReview',
          metadata: { namespace: 'region-one' },
          spec: {
            user: PERSON,
            resourceAttributes: { namespace: 'region-one', verb: 'get', resource: 'pods' },
          },
        },
      },
    ],
    [
      'a tenant change what the Flux of a tenant holds',
      'system:serviceaccount:tenant:deployer',
      toPatch(TENANT_SETTINGS),
    ],
    ['a person change what the Flux of a tenant holds', PERSON, toPatch(TENANT_SETTINGS)],
    [
      'a person have Flux act as the account of a tenant',
      PERSON,
      { method: 'POST', path: KUSTOMIZATIONS, body: toKustomization('tenant', 'tenant') },
    ],
    [
      'Flux bring a Kustomization without an account',
      'system:serviceaccount:flux-system:kustomize-controller',
      { method: 'POST', path: `${KUSTOMIZATIONS}?dryRun=All`, body: toKustomization('by-flux') },
    ],
  ])('lets %s', async (_what, user, write) => {
    const answer = await sendWrite(as(user), write);

    expect(answer.message).toBeUndefined();
  });

  it('lets the holder of a live grant into that region only, until it is rendered away', async () => {
    const identity = 'system:serviceaccount:region-one:flux-identity';
    const render = (grants: readonly AccessGrantSpan[]) =>
      renderRegionGuard('one', grants).identity.map((object) => heldBy('region-one/identity', object));

    await applyAll(identity, render([exampleGrant]));
    await waitFor(PERSON, VPC, 200);
    const sessions = [];
    for (const session of ['alice/laptop', 'alice-two/laptop', 'alice/', 'alice/a/b'])
      sessions.push(await statusOf(ROLES + session, toPatch(VPC)));
    const elsewhere = [
      await statusOf(PERSON, toPatch(OTHER_VPC)),
      await statusOf(PERSON, toPatch(SOURCE_SETTINGS)),
      await statusOf(PERSON, toPatch(`${NAMESPACE}/configmaps/atoll-guard`, { data: { grants: 'x' } })),
      await statusOf(ADMINISTRATOR, toPatch(VPC)),
    ];
    await applyAll(identity, render([{ ...exampleGrant, phase: 'ending' }]));
    await waitFor(PERSON, VPC, 403);

    expect(sessions).toEqual([200, 403, 403, 403]);
    expect(elsewhere).toEqual([403, 403, 403, 403]);
  });
});
