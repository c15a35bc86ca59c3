import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { issueClientCertificate } from '@atoll/cluster';
import { describeCluster } from '@atoll/cluster/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectCluster } from './connect-cluster.ts';

/** A page holds 500, so these need two. */
const TWO_PAGES = 501;

describeCluster('reading a real API server', {}, (getCluster) => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'atoll-kube-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  function createNamespace(name: string): Promise<unknown> {
    const body = { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
    return getCluster().request('POST', '/api/v1/namespaces', { body });
  }

  async function createConfigMaps(namespace: string, count: number): Promise<void> {
    const path = `/api/v1/namespaces/${namespace}/configmaps`;
    for (let index = 0; index < count; index += 1) {
      const metadata = {
        name: `map-${String(index).padStart(3, '0')}`,
        labels: { parity: String(index % 2) },
      };
      await getCluster().request('POST', path, { body: { apiVersion: 'v1', kind: 'ConfigMap', metadata } });
    }
  }

  async function writeKubeconfig(name: string, user: object): Promise<string> {
    const cluster = getCluster();
    const path = join(folder, `${name}.yaml`);
    const content = {
      'current-context': 'atoll',
      contexts: [{ name: 'atoll', context: { cluster: 'atoll', user: name } }],
      clusters: [
        { name: 'atoll', cluster: { server: cluster.url, 'certificate-authority': cluster.caPath } },
      ],
      users: [{ name, user }],
    };
    await writeFile(path, JSON.stringify(content), { mode: 0o600 });
    return path;
  }

  it('gives every object of more than one page, with the kind that a list of a built-in kind leaves out', async () => {
    await createNamespace('pages');
    await createConfigMaps('pages', TWO_PAGES);
    const reader = connectCluster({ kubeconfig: getCluster().kubeconfigPath });

    const maps = await reader.listObjects({
      group: '',
      version: 'v1',
      plural: 'configmaps',
      namespace: 'pages',
    });

    expect(new Set(maps.map(({ metadata }) => metadata.name)).size).toBe(TWO_PAGES);
    expect(maps[0]).toMatchObject({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'map-000' } });
  });

  it('gives only the objects that a label selector picks', async () => {
    await createNamespace('labels');
    await createConfigMaps('labels', 3);
    const reader = connectCluster({ kubeconfig: getCluster().kubeconfigPath });
    const list = {
      group: '',
      version: 'v1',
      plural: 'configmaps',
      namespace: 'labels',
      labelSelector: 'parity=1',
    };

    const maps = await reader.listObjects(list);

    expect(maps.map(({ metadata }) => metadata.name)).toEqual(['map-001']);
  });

  it('takes credentials from the program that the kubeconfig names, as those of EKS, GKE and AKS do', async () => {
    const [cert, key] = await Promise.all([readPem(getCluster().adminCert), readPem(getCluster().adminKey)]);
    const credential = {
      apiVersion: 'client.authentication.k8s.io/v1',
      kind: 'ExecCredential',
      status: { clientCertificateData: cert, clientKeyData: key },
    };
    const program = `process.stdout.write(${JSON.stringify(JSON.stringify(credential))})`;
    const exec = {
      apiVersion: 'client.authentication.k8s.io/v1',
      command: process.execPath,
      args: ['-e', program],
    };
    const reader = connectCluster({ kubeconfig: await writeKubeconfig('program', { exec }) });

    const maps = await reader.listObjects({
      group: '',
      version: 'v1',
      plural: 'configmaps',
      namespace: 'kube-system',
    });

    expect(maps.map(({ metadata }) => metadata.name)).toContain('extension-apiserver-authentication');
  });

  it('gives nothing of a namespace that does not exist', async () => {
    const reader = connectCluster({ kubeconfig: getCluster().kubeconfigPath });

    const maps = await reader.listObjects({
      group: '',
      version: 'v1',
      plural: 'configmaps',
      namespace: 'nowhere',
    });

    expect(maps).toEqual([]);
  });

  describe('as a user without rights', () => {
    const list = { group: '', version: 'v1', plural: 'secrets', namespace: 'default' };

    it('names user, verb, resource, namespace and remedy', async () => {
      const pki = dirname(getCluster().caPath);
      const files = await issueClientCertificate(pki, { user: 'observer', groups: [] });
      const reader = connectCluster({
        kubeconfig: await writeKubeconfig('observer', {
          'client-certificate': files.cert,
          'client-key': files.key,
        }),
      });

      const answer = reader.listObjects(list);

      await expect(answer).rejects.toMatchObject({
        code: 'ERR_KUBE_FORBIDDEN',
        message: `${getCluster().url} (context atoll) forbids the user "observer" to list secrets in namespace default. A Role there must allow the verb list on secrets, and a RoleBinding must give it to that user.`,
      });
    });

    it('says that a token is wrong, without showing it', async () => {
      const text = await readFile(getCluster().kubeconfigPath, 'utf8');
      const path = join(folder, 'token.yaml');
      await writeFile(
        path,
        text.replace(/client-certificate-data: [^]*$/, 'token: not-a-token-of-this-cluster\n'),
      );
      const reader = connectCluster({ kubeconfig: path });

      const answer = reader.listObjects(list);

      await expect(answer).rejects.toMatchObject({
        code: 'ERR_KUBE_UNAUTHORIZED',
        message: `${getCluster().url} (context atoll) does not accept the credentials of the kubeconfig: they are wrong or have expired. Log in again.`,
      });
    });
  });

  it('says that the CRD of an unknown resource is not installed', async () => {
    const reader = connectCluster({ kubeconfig: getCluster().kubeconfigPath });

    const answer = reader.listObjects({
      group: 'nobody.example.com',
      version: 'v1',
      plural: 'things',
      namespace: 'default',
    });

    await expect(answer).rejects.toMatchObject({
      code: 'ERR_KUBE_NOT_FOUND',
      message: `${getCluster().url} (context atoll) does not know things.nobody.example.com of version v1: its CRD is not installed there. Install it, or choose the right cluster.`,
    });
  });

  it('says that the certificate of the server is not signed by the authority of the kubeconfig', async () => {
    const other = await readFile(getCluster().adminCert, 'utf8');
    const text = await readFile(getCluster().kubeconfigPath, 'utf8');
    const path = join(folder, 'wrong-authority.yaml');
    const encoded = Buffer.from(other).toString('base64');
    await writeFile(
      path,
      text.replace(/certificate-authority-data: \S+/, `certificate-authority-data: ${encoded}`),
    );
    const reader = connectCluster({ kubeconfig: path });

    const answer = reader.listObjects({
      group: '',
      version: 'v1',
      plural: 'configmaps',
      namespace: 'default',
    });

    await expect(answer).rejects.toMatchObject({
      code: 'ERR_KUBE_UNREACHABLE',
      message: expect.stringContaining(
        "the server's certificate is not signed by the kubeconfig's authority",
      ),
    });
  });
});

function readPem(path: string): Promise<string> {
  return readFile(path, 'utf8');
}
