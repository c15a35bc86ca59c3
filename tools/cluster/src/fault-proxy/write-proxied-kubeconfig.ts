import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { RunningCluster } from '../start-cluster.ts';

/**
 * Writes the administrator's kubeconfig with another server address; it is removed with the cluster.
 *
 * @param url address of a proxy
 * @returns its path
 */
export async function writeProxiedKubeconfig(
  cluster: Pick<RunningCluster, 'kubeconfigPath' | 'dataDir'>,
  url: string,
): Promise<string> {
  const text = await readFile(cluster.kubeconfigPath, 'utf8');
  const path = join(cluster.dataDir, `kubeconfig-${new URL(url).port}.yaml`);
  await writeFile(path, text.replace(/(?<=^\s*server: )\S+$/m, url), { mode: 0o600 });
  return path;
}
