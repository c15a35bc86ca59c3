import type { ClusterWatch } from '@atoll/kube';
import type { DetectionParts } from '../agent-parts.ts';

/** Gives what the agent waits for before its word counts, one sentence each; nothing when it is ready. */
export function listUnready(
  {
    halves,
    tracker,
    detector,
    desired,
    store,
  }: Pick<DetectionParts, 'halves' | 'tracker' | 'detector' | 'desired' | 'store'>,
  watch: Pick<ClusterWatch, 'staleMs'>,
): readonly string[] {
  const guarded = halves.list();
  if (guarded.length === 0)
    return ['no ConfigMap atoll-agent has been seen: Flux applies it with stage agent'];
  const stages = tracker.listStages();
  const unread = stages.filter(({ read }) => read === undefined);
  const uncompared = [...desired.values()].filter(({ key }) => store.get(key) === undefined).length;
  return [
    ...guarded
      .filter(({ region }) => !stages.some(({ half }) => half.region === region))
      .map(({ region, namespace }) => `no Kustomization of ${region} has been seen in ${namespace}`),
    ...unread.map(({ kustomization, commit, problem }) =>
      commit === undefined
        ? `Flux has not applied ${kustomization} yet`
        : `${kustomization} has not been read${problem === undefined ? '' : `: ${problem}`}`,
    ),
    ...(detector.states.isSynced() ? [] : ['the objects of the cluster have not all been listed']),
    ...(uncompared === 0 ? [] : [`${uncompared} objects have not been compared yet`]),
    ...(watch.staleMs() > 0 ? ['the view of the cluster is stale'] : []),
  ];
}
