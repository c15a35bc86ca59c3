import type { Problem } from '@atoll/core';
import { openConnection } from '../../cluster/open-connection.ts';
import { loadRegion } from '../../load-region.ts';
import type { RegionClusterOptions } from './cluster-options.ts';
import type { RegionClusters } from './read-region-status.ts';
import { planRegion, type RegionPlan } from './region-plan.ts';

/** A region that is looked at; whoever opens it closes it. */
export interface OpenRegion {
  readonly plan: RegionPlan;
  readonly clusters: RegionClusters;
  close(): Promise<void>;
}

/** Which region, and where it is. */
export interface RegionQuestion extends RegionClusterOptions {
  readonly root: string;
  readonly region: string;
  readonly now: Date;
}

/**
 * Renders a region offline and opens connections to its clusters; nothing is sent yet.
 *
 * @throws UnknownRegionError; KubeError ERR_KUBE_CONFIG
 */
export async function openRegion(
  question: RegionQuestion,
): Promise<OpenRegion | { readonly problems: readonly Problem[] }> {
  const { root, region, now, kubeconfig, regionKubeconfig, regionContext } = question;
  const loaded = await loadRegion(root, region, { at: now });
  if ('problems' in loaded) return loaded;
  const plan = planRegion(loaded.value);
  const control = openConnection(question);
  const file = regionKubeconfig ?? kubeconfig;
  const own =
    regionKubeconfig === undefined && regionContext === undefined
      ? undefined
      : openConnection({
          ...(file === undefined ? {} : { kubeconfig: file }),
          ...(regionContext === undefined ? {} : { context: regionContext }),
        });
  return {
    plan,
    clusters: { control, own },
    async close() {
      await Promise.all([control.close(), own?.close()]);
    },
  };
}
