import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { AGENT_CONFIG_KEY, AGENT_NAME, type AgentConfig, clusterCrds } from '@atoll/agent-model';
import type { RunningCluster } from '@atoll/cluster';
import { stringify } from 'yaml';

const STAGE = 'platform';

/** What Flux says of a stage. */
const KUSTOMIZATIONS = '/apis/kustomize.toolkit.fluxcd.io/v1/namespaces/flux-system/kustomizations';

/** Gives the path of the Kustomization of a region's one stage. */
export function pathOfStage({ stage }: Pick<GuardedRegion, 'stage'>): string {
  return `${KUSTOMIZATIONS}/${stage}`;
}

/** An object as a manifest has it. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Record<string, string>;
    readonly annotations?: Record<string, string>;
  };
  readonly [field: string]: unknown;
}

/** A region on a real API server whose stage `platform` Flux has applied: the test plays Flux, and nobody else. */
export interface GuardedRegion {
  readonly name: string;
  /** Of the agent: its Lease, configuration and records; no other region's. */
  readonly agentNamespace: string;
  readonly stage: string;
  /** Of what is guarded. */
  readonly namespace: string;
  /** Bare deploy repository. */
  readonly repository: string;
  readonly dataFolder: string;
  /** Commits these objects as the stage's folder, applies them as Flux does, and says so in the Kustomization's status. */
  publish(manifests: readonly Manifest[]): Promise<string>;
  /** Only commits: what Flux has not applied yet. */
  commit(manifests: readonly Manifest[]): string;
  dispose(): void;
}

/** What a region of a test is beside its name. */
export interface RegionSetUp {
  readonly name: string;
  readonly agentNamespace?: string;
  /** What differs from observing, without rules. */
  readonly drift?: Partial<AgentConfig['drift']>;
  readonly webhooks?: AgentConfig['webhooks'];
  readonly executionApi?: AgentConfig['executionApi'];
}

/** Sets up CRDs, namespaces, the ConfigMap of the agent and the Kustomization. */
export async function setUpRegion(
  cluster: RunningCluster,
  { name, agentNamespace = `agent-${name}`, ...told }: RegionSetUp,
): Promise<GuardedRegion> {
  const namespace = `shop-${name}`;
  const branch = `region/${name}`;
  const folder = mkdtempSync(join(tmpdir(), 'atoll-guarded-'));
  const repository = join(folder, 'deploy.git');
  const work = join(folder, 'work');
  const git = (...words: readonly string[]) =>
    execFileSync('git', ['-C', work, ...words], { encoding: 'utf8', env: GIT_ENVIRONMENT }).trim();
  execFileSync('git', ['init', '--quiet', '--bare', '--initial-branch=main', repository], {
    env: GIT_ENVIRONMENT,
  });
  execFileSync('git', ['clone', '--quiet', repository, work], { env: GIT_ENVIRONMENT, stdio: 'ignore' });
  const apply = async (manifest: Manifest, fieldManager: string) => {
    const { status } = await cluster.serverSideApply(manifest, { fieldManager });
    if (status > 299) throw new Error(`${manifest.kind} ${manifest.metadata.name}: status ${status}`);
  };
  for (const crd of clusterCrds) await apply({ ...crd }, 'test');
  await waitUntilServed(cluster);
  for (const each of [agentNamespace, 'flux-system', namespace])
    await apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: each } }, 'test');
  await apply(
    { apiVersion: 'atoll.dev/v1alpha1', kind: 'Region', metadata: { name }, spec: REGION_SPEC },
    'test',
  );
  await apply(toConfigMap({ ...told, name, repository, branch, agentNamespace }), 'test');
  await apply(toKustomization(name), 'test');
  const commit = (manifests: readonly Manifest[]) => {
    const stage = join(work, 'regions', name, STAGE);
    rmSync(stage, { recursive: true, force: true });
    for (const manifest of manifests) {
      const { namespace: place = '_', name: of } = manifest.metadata;
      const file = join(stage, `${place}.${manifest.kind}.${of}.yaml`);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, stringify(manifest));
    }
    git('add', '--all');
    git(
      '-c',
      'user.name=t',
      '-c',
      'user.email=t@example.org',
      'commit',
      '--quiet',
      '--allow-empty',
      '--message=render',
    );
    git('push', '--quiet', '--force', 'origin', `HEAD:refs/heads/${branch}`);
    return git('rev-parse', 'HEAD');
  };
  return {
    name,
    agentNamespace,
    stage: toStage(name),
    namespace,
    repository,
    dataFolder: join(folder, 'data'),
    commit,
    async publish(manifests) {
      const head = commit(manifests);
      for (const manifest of manifests)
        await apply(withFluxLabels(manifest, toStage(name)), 'kustomize-controller');
      await cluster.request('PATCH', `${KUSTOMIZATIONS}/${toStage(name)}/status`, {
        contentType: 'application/merge-patch+json',
        body: { status: { lastAppliedRevision: `${branch}@sha1:${head}` } },
      });
      return head;
    },
    dispose: () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }),
  };
}

const GIT_ENVIRONMENT = {
  PATH: process.env['PATH'],
  HOME: tmpdir(),
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
};

/** Regions of several tests share one cluster, and so one namespace of Flux. */
function toStage(region: string): string {
  return `${STAGE}-${region}`;
}

const REGION_SPEC = {
  cloud: 'aws',
  location: 'eu-central-1',
  organization: 'example',
  controlCluster: 'main',
};

function toKustomization(region: string): Manifest {
  return {
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: { name: toStage(region), namespace: 'flux-system' },
    spec: {
      interval: '10m',
      path: `./regions/${region}/${STAGE}`,
      prune: true,
      sourceRef: { kind: 'GitRepository', name: 'atoll' },
    },
  };
}

interface RegionPlaces extends RegionSetUp {
  readonly repository: string;
  readonly branch: string;
  readonly agentNamespace: string;
}

function toConfigMap(places: RegionPlaces): Manifest {
  const { name, repository, branch, agentNamespace, drift, webhooks = [], executionApi } = places;
  const config: AgentConfig = {
    apiVersion: 'config.atoll.dev/v1alpha1',
    kind: 'AgentConfig',
    region: name,
    organization: 'example',
    cloud: 'aws',
    controlCluster: 'main',
    half: 'region',
    deploy: { url: repository, branch },
    drift: { policy: 'observe', overrides: [], ignore: [], elastic: [], pauses: [], ...drift },
    maintenance: { timeZone: 'UTC', windows: [{ day: 'sun', start: '03:00', minutes: 60 }] },
    freezes: [],
    webhooks,
    ...(executionApi === undefined ? {} : { executionApi }),
  };
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: AGENT_NAME, namespace: agentNamespace },
    data: { [AGENT_CONFIG_KEY]: JSON.stringify(config) },
  };
}

function withFluxLabels(manifest: Manifest, stage: string): Manifest {
  const labels = {
    ...manifest.metadata.labels,
    'kustomize.toolkit.fluxcd.io/name': stage,
    'kustomize.toolkit.fluxcd.io/namespace': 'flux-system',
  };
  return { ...manifest, metadata: { ...manifest.metadata, labels } };
}

/** Waits for the kinds of `atoll.dev`: an established CRD answers 404 for a while. */
export async function waitUntilServed(cluster: RunningCluster): Promise<void> {
  for (const plural of ['regions', 'driftrecords']) {
    for (;;) {
      const { status } = await cluster.request('GET', `/apis/atoll.dev/v1alpha1/${plural}`);
      if (status === 200) break;
    }
  }
}
