import { KubeError, type KubeConnection } from '@atoll/kube';
import { ClusterError } from './cluster-error.ts';

/**
 * Reads something of a kind of `atoll.dev`, and says what it means where the cluster does not know the kind.
 *
 * @param plural such as `driftrecords`
 * @throws ClusterError ERR_CLUSTER_NO_KIND; KubeError whatever else went wrong
 */
export async function explainUnserved<Value>(
  { server }: Pick<KubeConnection, 'server'>,
  plural: string,
  read: () => Promise<Value>,
): Promise<Value> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof KubeError) || error.reason !== 'NotServed') throw error;
    throw new ClusterError(
      'ERR_CLUSTER_NO_KIND',
      `${server} does not know ${plural}.atoll.dev: it is another cluster than you mean (choose with --kubeconfig and --context), or the agent was never installed there (docs/how-to/install-the-agent.md).`,
    );
  }
}
