import type { Command } from 'commander';
import { AGENT_NAMESPACE } from '@atoll/agent-model';
import { addClusterOptions, type ClusterOptions } from '../cluster/cluster-options.ts';

/** Where a cluster's DriftRecords are. */
export interface DriftOptions extends ClusterOptions {
  readonly namespace: string;
}

/** Adds `--kubeconfig`, `--context` and `--namespace`. */
export function addDriftOptions(command: Command): Command {
  return addClusterOptions(command).option(
    '--namespace <name>',
    'namespace of the agent and its records',
    AGENT_NAMESPACE,
  );
}
