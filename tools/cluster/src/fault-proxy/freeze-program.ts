import { killGroup } from '../processes.ts';
import type { RunningCluster } from '../start-cluster.ts';

/**
 * Stops a program of a cluster in its tracks: it closes nothing, answers nothing, and the kernel goes on to take what it
 * is sent. Gives the function that lets it go on; call it before the cluster is stopped.
 */
export function freezeProgram(
  cluster: Pick<RunningCluster, 'pids'>,
  program: 'etcd' | 'apiServer',
): () => void {
  killGroup(cluster.pids[program], 'SIGSTOP');
  return () => killGroup(cluster.pids[program], 'SIGCONT');
}
