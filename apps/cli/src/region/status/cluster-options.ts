import type { Command } from 'commander';
import type { ClusterOptions } from '../../cluster/cluster-options.ts';

/** The clusters in which a region is. */
export interface RegionClusterOptions extends ClusterOptions {
  readonly regionKubeconfig?: string;
  readonly regionContext?: string;
}

/** Adds `--kubeconfig` and `--context` of the control cluster, and those of the region's own. */
export function addRegionClusterOptions(command: Command): Command {
  return command
    .option(
      '--kubeconfig <file>',
      "kubeconfig of the region's control cluster (default: KUBECONFIG, then ~/.kube/config)",
    )
    .option('--context <name>', 'context of that kubeconfig (default: its current one)')
    .option(
      '--region-kubeconfig <file>',
      "kubeconfig of the region's own cluster (default: that of the control cluster)",
    )
    .option('--region-context <name>', "context of the region's own cluster; without either it is not asked");
}
