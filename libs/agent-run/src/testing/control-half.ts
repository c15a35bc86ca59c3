import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { AGENT_CONFIG_KEY, AGENT_NAME, type AgentConfig } from '@atoll/agent-model';
import type { RunningCluster } from '@atoll/cluster';
import type { GuardedRegion, Manifest } from './guarded-region.ts';

/** The one stage of a control half. */
export const CONTROL_STAGE = 'network';

const AUTHOR = ['-c', 'user.name=t', '-c', 'user.email=t@example.org'];

/** Publishes the half of a region that stands beside Crossplane, in the namespace of the region: the test plays Flux. */
export async function publishControlHalf(
  cluster: RunningCluster,
  region: GuardedRegion,
  manifests: readonly Manifest[],
): Promise<void> {
  const { namespace } = region;
  const apply = async (manifest: Manifest, fieldManager: string) => {
    const { status, refusal } = await cluster.serverSideApply(manifest, { fieldManager });
    if (status > 299) throw new Error(`${manifest.kind} ${manifest.metadata.name}: ${refusal}`);
  };
  await apply(await toConfigMap(cluster, region), 'test');
  await apply(toKustomization(region), 'test');
  const commit = commitHalf(region, manifests);
  const labels = {
    'kustomize.toolkit.fluxcd.io/name': CONTROL_STAGE,
    'kustomize.toolkit.fluxcd.io/namespace': namespace,
  };
  for (const manifest of manifests)
    await apply({ ...manifest, metadata: { ...manifest.metadata, labels } }, 'kustomize-controller');
  const path = `/apis/kustomize.toolkit.fluxcd.io/v1/namespaces/${namespace}/kustomizations/${CONTROL_STAGE}`;
  await cluster.request('PATCH', `${path}/status`, {
    contentType: 'application/merge-patch+json',
    body: { status: { lastAppliedRevision: `region/${region.name}@sha1:${commit}` } },
  });
}

/** As that of the other half, but for the half. */
async function toConfigMap(
  { request }: RunningCluster,
  { namespace, agentNamespace }: GuardedRegion,
): Promise<Manifest> {
  const { json } = await request('GET', `/api/v1/namespaces/${agentNamespace}/configmaps/${AGENT_NAME}`);
  const { data } = json as { readonly data: Readonly<Record<string, string>> };
  const config = JSON.parse(data[AGENT_CONFIG_KEY] ?? '') as AgentConfig;
  const text = JSON.stringify({ ...config, half: 'control-plane' });
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: AGENT_NAME, namespace },
    data: { [AGENT_CONFIG_KEY]: text },
  };
}

function toKustomization({ name, namespace }: GuardedRegion): Manifest {
  return {
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: { name: CONTROL_STAGE, namespace },
    spec: {
      interval: '10m',
      path: `./control-plane/${name}/${CONTROL_STAGE}`,
      prune: true,
      sourceRef: { kind: 'GitRepository', name: 'atoll' },
    },
  };
}

function commitHalf({ name, repository }: GuardedRegion, manifests: readonly Manifest[]): string {
  const work = join(dirname(repository), 'work');
  const git = (...words: readonly string[]) =>
    execFileSync('git', ['-C', work, ...AUTHOR, ...words], {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], HOME: tmpdir(), GIT_CONFIG_GLOBAL: '/dev/null' },
    }).trim();
  const folder = join(work, 'control-plane', name, CONTROL_STAGE);
  mkdirSync(folder, { recursive: true });
  for (const manifest of manifests)
    writeFileSync(join(folder, `${manifest.kind}.${manifest.metadata.name}.yaml`), JSON.stringify(manifest));
  git('add', '--all');
  git('commit', '--quiet', '--message=control');
  git('push', '--quiet', '--force', 'origin', `HEAD:refs/heads/region/${name}`);
  return git('rev-parse', 'HEAD');
}
