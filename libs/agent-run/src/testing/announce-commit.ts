import type { RunningCluster } from '@atoll/cluster';
import type { GuardedRegion } from './guarded-region.ts';

/** Says in the Kustomization's status that Flux has applied a commit, though nobody has. */
export async function announceCommit(
  cluster: RunningCluster,
  { name, stage }: GuardedRegion,
  commit: string,
): Promise<void> {
  const path = `/apis/kustomize.toolkit.fluxcd.io/v1/namespaces/flux-system/kustomizations/${stage}/status`;
  const { status } = await cluster.request('PATCH', path, {
    contentType: 'application/merge-patch+json',
    body: { status: { lastAppliedRevision: `region/${name}@sha1:${commit}` } },
  });
  if (status !== 200) throw new Error(`${path}: status ${status}`);
}
