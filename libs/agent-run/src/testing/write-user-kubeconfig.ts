import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { issueClientCertificate, type RunningCluster } from '@atoll/cluster';
import { stringify } from 'yaml';

/** Who asks, so that the audit log tells one agent from another, and by which way. */
export interface KubeconfigUser {
  readonly user: string;
  /** Address of a proxy; absent: the server itself. */
  readonly url?: string;
}

/** Writes a kubeconfig of a user who may do everything; gives its path. It is removed with the cluster. */
export async function writeUserKubeconfig(
  cluster: RunningCluster,
  { user, url = cluster.url }: KubeconfigUser,
): Promise<string> {
  const files = await issueClientCertificate(dirname(cluster.caPath), { user, groups: ['system:masters'] });
  const [authority = '', cert = '', key = ''] = await Promise.all(
    [cluster.caPath, files.cert, files.key].map(readBase64),
  );
  const path = join(cluster.dataDir, `${user}.kubeconfig`);
  const content = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'test',
    contexts: [{ name: 'test', context: { cluster: 'test', user } }],
    clusters: [{ name: 'test', cluster: { server: url, 'certificate-authority-data': authority } }],
    users: [{ name: user, user: { 'client-certificate-data': cert, 'client-key-data': key } }],
  };
  await writeFile(path, stringify(content), { mode: 0o600 });
  return path;
}

async function readBase64(path: string): Promise<string> {
  return (await readFile(path)).toString('base64');
}
