import { join } from 'node:path';
import type { ApiRequest, KubeObject } from '@atoll/cluster';
import { applyOf, asUser, describeCluster, pathOf, sendWrite, type Write } from '@atoll/cluster/testing';
import { beforeAll, expect, it, vi } from 'vitest';
import { controllerAccounts } from './controller-accounts.ts';
import { BY_FLUX, type GuardedObject, toConfigMap, toDeployment } from './testing/guarded-objects.ts';
import { renderGuard } from './testing/render-guard.ts';

const CRDS = join(import.meta.dirname, '..', '..', '..', 'flux', 'src', 'schemas', 'crds');

const PERSON = 'arn:aws:sts::111122223333:assumed-role/atoll-one-elevated-operations/alice';
const FOREIGN = 'system:serviceaccount:default:ci';
const FLUX = 'system:serviceaccount:flux-system:flux-platform';
const COLLECTOR = 'generic-garbage-collector';
const REMEDY = 'Change regions/one/ in the config repository.';

const SETTINGS = '/api/v1/namespaces/apps/configmaps/settings';
const ANNOTATE = { metadata: { annotations: { touched: 'yes' } } };
const TOKEN = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: {} };

interface Binding {
  readonly metadata: { readonly name: string };
  readonly subjects?: readonly { readonly name: string }[];
}

function toNamespace(name: string): KubeObject {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
}

function toAccount(namespace: string, name: string): KubeObject {
  return { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace } };
}

function tokenOf(namespace: string, account: string): string {
  return `/api/v1/namespaces/${namespace}/serviceaccounts/${account}/token`;
}

function toPod(account: string, namespace: string): GuardedObject {
  const { template } = toDeployment('disguised', namespace, {})['spec'] as { template: { spec: object } };
  const spec = { ...template.spec, serviceAccountName: account };
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'disguised', namespace }, spec };
}

/** Gives a Deployment whose pods act as an account. */
function toDisguised(account: string, namespace: string): GuardedObject {
  const deployment = toDeployment('disguised', namespace, {});
  const { template, ...spec } = deployment['spec'] as { template: object };
  return {
    ...deployment,
    spec: { ...spec, template: { ...template, spec: toPod(account, namespace)['spec'] } },
  };
}

function toCronJob(account: string, namespace: string): GuardedObject {
  const spec = { ...(toPod(account, namespace)['spec'] as object), restartPolicy: 'Never' };
  return {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name: 'disguised', namespace },
    spec: { schedule: '0 * * * *', jobTemplate: { spec: { template: { spec } } } },
  };
}

function toTokenSecret(account: string, namespace: string): GuardedObject {
  const annotations = { 'kubernetes.io/service-account.name': account };
  const metadata = { name: 'token', namespace, annotations };
  return { apiVersion: 'v1', kind: 'Secret', type: 'kubernetes.io/service-account-token', metadata };
}

function create(path: string, body: unknown): Write {
  return { method: 'POST', path: `${path}?dryRun=All`, body };
}

const objects: readonly KubeObject[] = [
  ...['apps', 'flux-system', 'velero'].map(toNamespace),
  toAccount('velero', 'velero'),
  toAccount('kube-system', COLLECTOR),
  toAccount('kube-system', 'some-program'),
  toAccount('default', 'builder'),
  toConfigMap('settings', BY_FLUX),
];

describeCluster('whoever acts as a writer of what Atoll renders', { crdFolders: [CRDS] }, (getCluster) => {
  const as = (user: string): ApiRequest => asUser(getCluster().request, user);
  const statusOf = async (user: string, write: Write): Promise<number> =>
    (await sendWrite(as(user), write)).status;

  beforeAll(async () => {
    const { request, serverSideApply } = getCluster();
    for (const object of objects) {
      const answer = await serverSideApply(object, { fieldManager: 'kustomize-controller' });
      expect(answer.refusal).toBeUndefined();
    }
    for (const object of renderGuard({ grants: [], users: [FLUX], remedy: REMEDY })) {
      const answer = await sendWrite(as(FLUX), applyOf(await pathOf(object, request), object));
      expect(answer.message).toBeUndefined();
    }
    // The API server hears of lists and policies a moment after they are stored.
    await vi.waitFor(
      async () => {
        expect(
          await statusOf(PERSON, { method: 'PATCH', path: `${SETTINGS}?dryRun=All`, body: ANNOTATE }),
        ).toBe(403);
        expect(await statusOf(PERSON, create(tokenOf('velero', 'velero'), TOKEN))).toBe(403);
      },
      { timeout: 10_000 },
    );
  });

  it.each<[string, Write]>([
    ['asks for a token of a program', create(tokenOf('velero', 'velero'), TOKEN)],
    ['asks for a token of a controller, whom nobody asks', create(tokenOf('kube-system', COLLECTOR), TOKEN)],
    [
      'has a Secret filled with one',
      create('/api/v1/namespaces/velero/secrets', toTokenSecret('velero', 'velero')),
    ],
    ['starts a pod', create('/api/v1/namespaces/kube-system/pods', toPod(COLLECTOR, 'kube-system'))],
    [
      'has a Deployment start one',
      create('/apis/apps/v1/namespaces/velero/deployments', toDisguised('velero', 'velero')),
    ],
    [
      'has a CronJob start one',
      create('/apis/batch/v1/namespaces/kube-system/cronjobs', toCronJob(COLLECTOR, 'kube-system')),
    ],
  ])('is one, so a person and a foreign account are refused who %s', async (_what, write) => {
    expect([await statusOf(PERSON, write), await statusOf(FOREIGN, write)]).toEqual([403, 403]);
  });

  it.each<[string, string, Write]>([
    [
      'a person ask for a token of an account that may write nothing here',
      PERSON,
      create(tokenOf('default', 'builder'), TOKEN),
    ],
    [
      'a person start a pod in kube-system as an account of its own there',
      PERSON,
      create('/api/v1/namespaces/kube-system/pods', toPod('some-program', 'kube-system')),
    ],
    [
      'a person keep a Secret',
      PERSON,
      create('/api/v1/namespaces/velero/secrets', { ...toTokenSecret('x', 'velero'), type: 'Opaque' }),
    ],
    [
      'Flux start a program',
      FLUX,
      create('/apis/apps/v1/namespaces/velero/deployments', toDisguised('velero', 'velero')),
    ],
    [
      'the controller of Deployments start its pods',
      'system:serviceaccount:kube-system:replicaset-controller',
      create('/api/v1/namespaces/kube-system/pods', toPod(COLLECTOR, 'kube-system')),
    ],
    [
      'a kubelet ask for the token of a pod',
      'system:node:ip-10-0-0-1',
      create(tokenOf('velero', 'velero'), TOKEN),
    ],
  ])('lets %s', async (_what, user, write) => {
    const answer = await sendWrite(as(user), write);

    expect(answer.message ?? '').not.toContain('atoll-guard');
  });

  it('is told whose name it would be', async () => {
    const answer = await sendWrite(as(PERSON), create(tokenOf('velero', 'velero'), TOKEN));

    expect(answer.message).toContain(
      `TokenRequest velero/velero/token would act as system:serviceaccount:velero:velero, who may write what Atoll renders, so ${PERSON} may not create it. ${REMEDY}`,
    );
  });

  it('is not every account of kube-system: a program there is asked as any other', async () => {
    const program = 'system:serviceaccount:kube-system:some-program';
    const write: Write = { method: 'PATCH', path: SETTINGS, body: ANNOTATE };

    expect(await statusOf(program, write)).toBe(403);
    expect(await statusOf(`system:serviceaccount:kube-system:${COLLECTOR}`, write)).toBe(200);
  });

  it('may be each controller that the API server itself makes roles for', async () => {
    const path = '/apis/rbac.authorization.k8s.io/v1';
    const { request } = getCluster();
    const answers = [
      await request('GET', `${path}/clusterrolebindings`),
      await request('GET', `${path}/namespaces/kube-system/rolebindings`),
    ];

    const accounts = answers
      .flatMap(({ json }) => (json as { readonly items: readonly Binding[] }).items)
      .filter(({ metadata }) => metadata.name.startsWith('system:controller:'))
      .flatMap(({ subjects = [] }) => subjects.map(({ name }) => name));

    expect(accounts.length).toBeGreaterThan(30);
    expect(accounts.filter((name) => !controllerAccounts.includes(name))).toStrictEqual([]);
  });
});
