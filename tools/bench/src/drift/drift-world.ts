import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AGENT_CONFIG_KEY,
  AGENT_NAME,
  AGENT_NAMESPACE,
  type AgentConfig,
  clusterCrds,
} from '@atoll/agent-model';
import { type RunningCluster, startCluster } from '@atoll/cluster';
import { connectKube, type KubeConnection } from '@atoll/kube';
import { commitObjects } from './deploy-folder.ts';
import { type BenchObject, listObjects, NAMESPACES, pathOf } from './object-set.ts';
import { runAtOnce } from './run-at-once.ts';

const FLUX_CRDS = join(import.meta.dirname, '../../../../libs/flux/src/schemas/crds');
const REGION = 'bench';
const STAGE = 'platform';
const BRANCH = `region/${REGION}`;
const FOLDER = `regions/${REGION}/${STAGE}`;
/** What Flux adds to what it applies. */
export const FLUX_LABELS = {
  'kustomize.toolkit.fluxcd.io/name': STAGE,
  'kustomize.toolkit.fluxcd.io/namespace': 'flux-system',
};

/** Writes at once while the objects are loaded. */
const WRITERS = 8;

/** A real API server with a region whose objects are as in Git. */
export interface DriftWorld {
  readonly cluster: RunningCluster;
  /** Of a person who changes things. */
  readonly connection: KubeConnection;
  readonly objects: readonly BenchObject[];
  /** Folder for whoever needs one. */
  readonly folder: string;
  /** Folder with the files of the objects. */
  readonly files: string;
  readonly loadSeconds: number;
  /** Options of an agent of the region, by variable. */
  readonly agentWords: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** Starts the server, commits so many objects, and applies them as Flux does. */
export async function startDriftWorld(count: number, log: (line: string) => void): Promise<DriftWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'atoll-bench-drift-'));
  const objects = listObjects(count, FLUX_LABELS);
  // Git holds up everything else, and the server closes what is idle for long: so it comes first.
  log(`${count} objects are committed`);
  const { repository, files, commit } = commitObjects(folder, { branch: BRANCH, folder: FOLDER }, objects);
  const cluster = await startCluster({ crdFolders: [FLUX_CRDS], log });
  const connection = connectKube({ kubeconfig: cluster.kubeconfigPath, userAgent: 'person' });
  const stop = async () => {
    await connection.close();
    await cluster.stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  try {
    log(`${count} objects are loaded into the API server`);
    const started = performance.now();
    await applyFrame(cluster, repository);
    await runAtOnce(objects, WRITERS, (object) => applyAsFlux(connection, object));
    await announce(cluster, commit);
    const loadSeconds = (performance.now() - started) / 1_000;
    const agentWords = toAgentWords(cluster, repository);
    return { cluster, connection, objects, folder, files, loadSeconds, agentWords, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function toAgentWords(cluster: RunningCluster, repository: string): Readonly<Record<string, string>> {
  return {
    ATOLL_REGIONS: REGION,
    ATOLL_IDENTITY: 'agent-0',
    ATOLL_HOST: '127.0.0.1',
    ATOLL_HEALTH_PORT: '0',
    ATOLL_KUBECONFIG: cluster.kubeconfigPath,
    ATOLL_DEPLOY_REPOSITORY: repository,
  };
}

/** What stands around the objects: CRDs, namespaces, the region, what synth tells the agent, and Flux's stage. */
async function applyFrame(cluster: RunningCluster, repository: string): Promise<void> {
  const apply = async (manifest: object) => {
    const { status, refusal } = await cluster.serverSideApply(manifest as never, { fieldManager: 'bench' });
    if (status > 299) throw new Error(`the bench cannot set up its region: ${refusal}`);
  };
  for (const crd of clusterCrds) await apply(crd);
  for (const plural of ['regions', 'driftrecords']) await waitUntilServed(cluster, plural);
  for (const name of [AGENT_NAMESPACE, 'flux-system', ...NAMESPACES])
    await apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  await apply({
    apiVersion: 'atoll.dev/v1alpha1',
    kind: 'Region',
    metadata: { name: REGION },
    spec: { cloud: 'aws', location: 'eu-central-1', organization: 'example', controlCluster: 'main' },
  });
  await apply({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: AGENT_NAME, namespace: AGENT_NAMESPACE },
    data: { [AGENT_CONFIG_KEY]: JSON.stringify(toConfig(repository)) },
  });
  await apply({
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: { name: STAGE, namespace: 'flux-system' },
    spec: {
      interval: '10m',
      path: `./${FOLDER}`,
      prune: true,
      sourceRef: { kind: 'GitRepository', name: 'atoll' },
    },
  });
}

function toConfig(url: string): AgentConfig {
  return {
    apiVersion: 'config.atoll.dev/v1alpha1',
    kind: 'AgentConfig',
    region: REGION,
    organization: 'example',
    cloud: 'aws',
    controlCluster: 'main',
    half: 'region',
    deploy: { url, branch: BRANCH },
    drift: { policy: 'observe', overrides: [], ignore: [], elastic: [], pauses: [] },
    maintenance: { timeZone: 'UTC', windows: [{ day: 'sun', start: '03:00', minutes: 60 }] },
    freezes: [],
    webhooks: [],
  };
}

/** An established CRD answers 404 for a while. */
async function waitUntilServed(cluster: RunningCluster, plural: string): Promise<void> {
  for (;;) {
    const { status } = await cluster.request('GET', `/apis/atoll.dev/v1alpha1/${plural}`);
    if (status === 200) return;
  }
}

async function applyAsFlux(connection: KubeConnection, object: BenchObject): Promise<void> {
  await connection.request({
    method: 'PATCH',
    path: `${pathOf(object)}?fieldManager=kustomize-controller&force=true`,
    contentType: 'application/apply-patch+yaml',
    body: object,
  });
}

async function announce(cluster: RunningCluster, commit: string): Promise<void> {
  const path = `/apis/kustomize.toolkit.fluxcd.io/v1/namespaces/flux-system/kustomizations/${STAGE}/status`;
  const { status } = await cluster.request('PATCH', path, {
    contentType: 'application/merge-patch+json',
    body: { status: { lastAppliedRevision: `${BRANCH}@sha1:${commit}` } },
  });
  if (status !== 200) throw new Error(`the bench cannot play Flux: ${path} answers ${status}`);
}
