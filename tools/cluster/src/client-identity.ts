import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { ApiIdentity } from './api-connection.ts';
import type { ControlPlane } from './control-plane.ts';
import { renderKubeconfig } from './kubeconfig.ts';
import { issueClientCertificate } from './pki.ts';

/** A user of a control plane. */
export interface ClusterUser {
  readonly user: string;
  readonly groups: readonly string[];
}

/** Issues a client certificate of a control plane and gives who then asks. */
export async function issueIdentity(
  { url, pki }: ControlPlane,
  user: ClusterUser,
): Promise<ApiIdentity & { readonly client: { readonly cert: string; readonly key: string } }> {
  const files = await issueClientCertificate(pki.folder, user);
  const paths = [pki.authority.cert, files.cert, files.key];
  const [authority = '', cert = '', key = ''] = await Promise.all(
    paths.map((path) => readFile(path, 'utf8')),
  );
  return { url, authority, client: { cert, key } };
}

/** Writes a kubeconfig of a user into the data folder, readable only by its owner, and gives its path. */
export async function writeUserKubeconfig(
  controlPlane: ControlPlane,
  user: ClusterUser & { readonly folder: string; readonly fileName: string },
): Promise<string> {
  const { url, authority, client } = await issueIdentity(controlPlane, user);
  const path = join(user.folder, user.fileName);
  await writeFile(path, renderKubeconfig({ url, authority, ...client }), { mode: 0o600 });
  return path;
}
