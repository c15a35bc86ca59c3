import { join } from 'node:path';
import { type ApiRequest, type KubeObject, readAuditLog } from '@atoll/cluster';
import { applyOf, asUser, describeCluster, pathOf, sendWrite, type Write } from '@atoll/cluster/testing';
import { beforeAll, expect, it, vi } from 'vitest';
import type { GuardGrant } from './add-guard-lists.ts';
import {
  BY_FLUX,
  BY_HELM,
  toConfigMap,
  toDeployment,
  toEvent,
  toLease,
  toSecret,
} from './testing/guarded-objects.ts';
import { guardProbes } from './testing/guard-probes.ts';
import { renderGuard } from './testing/render-guard.ts';

const CRDS = join(import.meta.dirname, '..', 'schemas', 'crds');

const PERSON = 'arn:aws:sts::111122223333:assumed-role/atoll-one-elevated-operations/alice';
const ON_CALL = 'arn:aws:sts::111122223333:assumed-role/atoll-one-limited-administrator/inc-42';
const CREATOR = 'kubernetes-admin';
const FLUX = 'system:serviceaccount:flux-system:flux-platform';
const AGENT = 'system:serviceaccount:atoll-system:atoll-agent';
const FOREIGN = 'system:serviceaccount:default:ci';

const REMEDY =
  'Change regions/one/ in the config repository, or break the glass with "atoll access grant one".';

const WEB = '/apis/apps/v1/namespaces/apps/deployments/web';
const OWN = '/apis/apps/v1/namespaces/default/deployments/own';
const FLUX_PROGRAM = '/apis/apps/v1/namespaces/flux-system/deployments/kustomize-controller';
const SETTINGS = '/api/v1/namespaces/apps/configmaps/settings';
const LISTS = '/api/v1/namespaces/flux-system/configmaps/atoll-guard';
const POOL = '/apis/karpenter.sh/v1/nodepools/elastic';

const FLUX_NAMESPACE = '/api/v1/namespaces/flux-system';
const LEASES = '/apis/coordination.k8s.io/v1/namespaces';

const ANNOTATE = { metadata: { annotations: { touched: 'yes' } } };
const SCALE = { spec: { replicas: 3 } };

const web = toDeployment('web', 'apps', BY_FLUX);
const settings = toConfigMap('settings', BY_FLUX);

/** What stands in the cluster before the guard does. */
const objects: readonly KubeObject[] = [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'apps', labels: BY_FLUX } },
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'flux-system' } },
  { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'flux-platform', namespace: 'flux-system' } },
  web,
  settings,
  toConfigMap('pruned', BY_FLUX),
  toConfigMap('collected', BY_FLUX),
  toDeployment('own', 'default', {}),
  toDeployment('kustomize-controller', 'flux-system', BY_HELM),
  {
    apiVersion: 'karpenter.sh/v1',
    kind: 'NodePool',
    metadata: { name: 'elastic', labels: BY_FLUX },
    spec: {
      template: {
        spec: {
          nodeClassRef: { group: 'karpenter.k8s.aws', kind: 'EC2NodeClass', name: 'elastic' },
          requirements: [{ key: 'kubernetes.io/arch', operator: 'In', values: ['amd64'] }],
        },
      },
    },
  },
];

describeCluster('the guard of a region', { crdFolders: [CRDS] }, (getCluster) => {
  const as = (user: string): ApiRequest => asUser(getCluster().request, user);
  const statusOf = async (user: string, write: Write): Promise<number> =>
    (await sendWrite(as(user), write)).status;

  async function applyGuard(grants: readonly GuardGrant[]): Promise<void> {
    const { request } = getCluster();
    for (const object of renderGuard({ grants, users: [FLUX, AGENT], remedy: REMEDY })) {
      const answer = await sendWrite(as(FLUX), applyOf(await pathOf(object, request), object));
      expect(answer.message).toBeUndefined();
    }
  }

  /** The API server hears of lists and policies a moment after they are stored. */
  async function waitFor(user: string, expected: number): Promise<void> {
    const ask = async (): Promise<void> => {
      for (const probe of guardProbes) expect(await statusOf(user, probe)).toBe(expected);
    };
    await vi.waitFor(ask, { timeout: 10_000 });
  }

  beforeAll(async () => {
    for (const object of objects) {
      const answer = await getCluster().serverSideApply(object, { fieldManager: 'kustomize-controller' });
      expect(answer.refusal).toBeUndefined();
    }
    await applyGuard([]);
    await waitFor(PERSON, 403);
  });

  it('tells a person which rule refuses and what to do instead', async () => {
    const answer = await sendWrite(as(PERSON), { method: 'PATCH', path: SETTINGS, body: ANNOTATE });

    expect(answer).toEqual({
      status: 403,
      message:
        'configmaps "settings" is forbidden: ValidatingAdmissionPolicy \'atoll-guard\' with binding ' +
        "'atoll-guard-applied' denied request: Atoll renders ConfigMap apps/settings from Git, so " +
        `${PERSON} may not update it. ${REMEDY}`,
    });
  });

  it.each<[string, Write]>([
    ['patches', { method: 'PATCH', path: WEB, body: ANNOTATE }],
    ['replaces', { method: 'PUT', path: SETTINGS, body: settings }],
    ['applies', applyOf(SETTINGS, settings)],
    ['deletes', { method: 'DELETE', path: SETTINGS }],
    ['deletes all', { method: 'DELETE', path: '/api/v1/namespaces/apps/configmaps' }],
    ['takes the labels away', { method: 'PATCH', path: SETTINGS, body: { metadata: { labels: null } } }],
    [
      'hands over to an owner that is not ours',
      {
        method: 'PATCH',
        path: SETTINGS,
        body: { metadata: { labels: { 'kustomize.toolkit.fluxcd.io/namespace': 'elsewhere' } } },
      },
    ],
    [
      'creates in the name of Flux',
      { method: 'POST', path: '/api/v1/namespaces/apps/configmaps', body: toConfigMap('forged', BY_FLUX) },
    ],
    ['scales', { method: 'PATCH', path: `${FLUX_PROGRAM}/scale`, body: { spec: { replicas: 0 } } }],
    ['scales in a namespace that Flux applied', { method: 'PATCH', path: `${WEB}/scale`, body: SCALE }],
    ['writes status', { method: 'PATCH', path: `${WEB}/status`, body: { status: { replicas: 9 } } }],
    [
      'restarts',
      {
        method: 'PATCH',
        path: WEB,
        body: {
          spec: { template: { metadata: { annotations: { 'kubectl.kubernetes.io/restartedAt': 'now' } } } },
        },
      },
    ],
    ['changes what Helm released', { method: 'PATCH', path: FLUX_PROGRAM, body: ANNOTATE }],
    ['changes what has no namespace', { method: 'PATCH', path: POOL, body: ANNOTATE }],
    ['deletes a namespace that Flux applied', { method: 'DELETE', path: '/api/v1/namespaces/apps' }],
    [
      'puts something beside Flux',
      { method: 'POST', path: `${FLUX_NAMESPACE}/secrets`, body: toSecret('other') },
    ],
    [
      'asks for a token of an account of Flux',
      {
        method: 'POST',
        path: `${FLUX_NAMESPACE}/serviceaccounts/flux-platform/token`,
        body: { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: {} },
      },
    ],
    ['deletes the namespace of Flux', { method: 'DELETE', path: '/api/v1/namespaces/flux-system' }],
  ])('refuses a person, the creator of the cluster and a foreign account who %s', async (_what, write) => {
    const statuses = [];
    for (const user of [PERSON, CREATOR, FOREIGN, ON_CALL]) statuses.push(await statusOf(user, write));

    expect(statuses).toEqual([403, 403, 403, 403]);
  });

  it('tells a foreign account where the list of writers stands', async () => {
    const answer = await sendWrite(as(FOREIGN), { method: 'DELETE', path: WEB });

    expect(answer.message).toMatch(
      /system:serviceaccount:default:ci is not among the writers of what Atoll renders, so it may not delete Deployment apps\/web. The writers stand in ConfigMap flux-system\/atoll-guard.$/,
    );
  });

  it.each<[string, string, Write]>([
    ['Flux apply', FLUX, applyOf(WEB, web)],
    [
      'Flux apply what is new',
      FLUX,
      applyOf(SETTINGS.replace('settings', 'new'), toConfigMap('new', BY_FLUX)),
    ],
    ['Flux prune', FLUX, { method: 'DELETE', path: SETTINGS.replace('settings', 'pruned') }],
    ['the agent try', AGENT, applyOf(WEB, web, '&dryRun=All')],
    ['the agent apply as the owner', AGENT, applyOf(WEB, web)],
    [
      'the control cluster upgrade Flux',
      'arn:aws:sts::111122223333:assumed-role/atoll-one-deployment/session-7',
      { method: 'PATCH', path: FLUX_PROGRAM, body: ANNOTATE },
    ],
    [
      'an autoscaler scale',
      'system:kube-controller-manager',
      { method: 'PATCH', path: `${WEB}/scale`, body: SCALE },
    ],
    [
      'an autoscaler with an account of its own scale',
      'system:serviceaccount:kube-system:horizontal-pod-autoscaler',
      { method: 'PATCH', path: `${WEB}/scale`, body: SCALE },
    ],
    [
      'a controller write status',
      'system:serviceaccount:kube-system:deployment-controller',
      { method: 'PATCH', path: `${WEB}/status`, body: { status: { replicas: 2 } } },
    ],
    [
      'Karpenter write its finalizer and status',
      'system:serviceaccount:kube-system:karpenter',
      { method: 'PATCH', path: POOL, body: { metadata: { finalizers: ['karpenter.sh/termination'] } } },
    ],
    [
      'garbage collection delete',
      'system:serviceaccount:kube-system:generic-garbage-collector',
      { method: 'DELETE', path: SETTINGS.replace('settings', 'collected') },
    ],
    [
      'the namespace controller empty a namespace',
      'system:serviceaccount:kube-system:namespace-controller',
      { method: 'DELETE', path: '/apis/apps/v1/namespaces/apps/deployments?dryRun=All' },
    ],
    ['a kubelet write', 'system:node:ip-10-0-0-1', { method: 'PATCH', path: WEB, body: ANNOTATE }],
    ["the cloud's own machinery write", 'eks:addon-manager', { method: 'PATCH', path: WEB, body: ANNOTATE }],
    [
      'a restore write',
      'system:serviceaccount:velero:velero',
      { method: 'PATCH', path: WEB, body: ANNOTATE },
    ],
    ['a person write what is nobody’s', PERSON, { method: 'PATCH', path: OWN, body: ANNOTATE }],
    ['a person scale what is nobody’s', PERSON, { method: 'PATCH', path: `${OWN}/scale`, body: SCALE }],
    [
      'a foreign account renew a lease',
      FOREIGN,
      { method: 'POST', path: `${LEASES}/default/leases`, body: toLease('leader') },
    ],
    [
      'anybody say what happened in the namespace of Flux',
      FOREIGN,
      { method: 'POST', path: `${FLUX_NAMESPACE}/events`, body: toEvent('noted') },
    ],
    [
      'a person keep the Secret that opens the repository',
      PERSON,
      { method: 'POST', path: `${FLUX_NAMESPACE}/secrets`, body: toSecret('deploy') },
    ],
    [
      'a person write what another Flux holds',
      PERSON,
      {
        method: 'POST',
        path: '/api/v1/namespaces/apps/configmaps',
        body: toConfigMap('by-others', {
          'kustomize.toolkit.fluxcd.io/name': 'tenant',
          'kustomize.toolkit.fluxcd.io/namespace': 'elsewhere',
        }),
      },
    ],
  ])('lets %s', async (_what, user, write) => {
    const answer = await sendWrite(as(user), write);

    expect(answer.message).toBeUndefined();
  });

  it('lets a person with a live grant in, and nobody else, until it is rendered away', async () => {
    const grant = { user: ON_CALL, until: '2026-11-21T14:00:00Z' };
    const restart: Write = { method: 'PATCH', path: WEB, body: ANNOTATE };

    await applyGuard([grant]);
    await waitFor(ON_CALL, 200);
    const during = [await statusOf(ON_CALL, restart), await statusOf(PERSON, restart)];
    const longer = await statusOf(ON_CALL, { method: 'PATCH', path: LISTS, body: { data: { grants: 'x' } } });
    const other = await statusOf(`${ON_CALL}-2`, restart);
    await applyGuard([]);
    await waitFor(ON_CALL, 403);

    expect({ during, longer, other }).toEqual({ during: [200, 403], longer: 403, other: 403 });
    const { auditLogPath } = getCluster();
    const marks = (await readAuditLog(auditLogPath)).flatMap(({ annotations = {} }) =>
      Object.entries(annotations).filter(([key]) => key.startsWith('atoll-guard/')),
    );
    expect(new Set(marks.map((mark) => mark.join(' ')))).toEqual(
      new Set([`atoll-guard/break-glass 2026-11-21T14:00:00Z ${ON_CALL}`]),
    );
  });

  it('guards its own lists, and cannot guard its policy: no policy is asked about policies', async () => {
    const policy = '/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies/atoll-guard?dryRun=All';

    expect(await statusOf(PERSON, { method: 'DELETE', path: policy })).toBe(200);
  });

  it('guards nothing while its lists are not there, so that the first start can bring them', async () => {
    await sendWrite(as(FLUX), { method: 'DELETE', path: LISTS });

    await waitFor(PERSON, 200);
    await applyGuard([]);
    await waitFor(PERSON, 403);
  });
});
