import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

import { expect, it } from 'vitest';
import { parse } from 'yaml';

import { connectApi } from './api-connection.ts';
import { readAuditLog } from './audit-log.ts';
import { findDroppedFields } from './find-dropped-fields.ts';
import { issueClientCertificate } from './pki.ts';
import { describeCluster } from './testing/cluster-fixture.ts';
import { listeningAddresses } from './testing/listening-addresses.ts';

const WIDGETS = '/apis/test.example/v1/namespaces/default/widgets';

const CRD_FOLDER = fileURLToPath(new URL('./testing/crds', import.meta.url));

describeCluster('a control plane', { crdFolders: [CRD_FOLDER] }, (getCluster) => {
  it('is ready and tells the pinned version', async () => {
    const { request } = getCluster();

    expect(await request('GET', '/readyz')).toMatchObject({ status: 200, text: 'ok', json: undefined });
    expect((await request('GET', '/version')).json).toMatchObject({ major: '1', minor: expect.any(String) });
  });

  it('refuses a request without identity', async () => {
    const { url, caPath } = getCluster();
    const connection = connectApi({ url, authority: await readFile(caPath, 'utf8') });

    const answer = await connection.request('GET', '/api/v1/namespaces');
    connection.close();

    expect(answer.status).toBe(401);
  });

  it('knows a user with a certificate of its own and gives it no rights', async () => {
    const { url, caPath } = getCluster();
    const identity = { user: 'system:serviceaccount:a:b', groups: ['one', 'two'] };
    const files = await issueClientCertificate(dirname(caPath), identity);
    const [cert, key] = [await readFile(files.cert, 'utf8'), await readFile(files.key, 'utf8')];
    const connection = connectApi({ url, authority: await readFile(caPath, 'utf8'), client: { cert, key } });

    const denied = await connection.request('GET', '/api/v1/namespaces');
    const review = await connection.request('POST', '/apis/authentication.k8s.io/v1/selfsubjectreviews', {
      body: { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' },
    });
    connection.close();

    expect(denied.status).toBe(403);
    expect(review.json).toMatchObject({
      status: { userInfo: { username: identity.user, groups: ['one', 'two', 'system:authenticated'] } },
    });
  });

  it('does not answer a client that trusts another authority', async () => {
    const { url, adminCert } = getCluster();
    const connection = connectApi({ url, authority: await readFile(adminCert, 'utf8') });

    await expect(connection.request('GET', '/readyz')).rejects.toMatchObject({ code: 'ERR_CLUSTER_REQUEST' });
    connection.close();
  });

  it('signs tokens of service accounts and accepts them', async () => {
    const { request } = getCluster();
    const path = '/api/v1/namespaces/default/serviceaccounts';
    await request('POST', path, { body: { metadata: { name: 'robot' } } });

    const token = await request('POST', `${path}/robot/token`, { body: { spec: {} } });
    const authorization = `Bearer ${(token.json as { status: { token: string } }).status.token}`;
    const { url, caPath } = getCluster();
    const connection = connectApi({ url, authority: await readFile(caPath, 'utf8') });
    const answer = await connection.request('GET', '/api/v1/namespaces', { headers: { authorization } });
    connection.close();

    expect(answer.status).toBe(403);
    expect(answer.text).toContain('system:serviceaccount:default:robot');
  });

  it('records writes, dry runs too, and no reads in the audit log', async () => {
    const { request, serverSideApply, auditLogPath } = getCluster();
    const object = configMap('audited', { a: 'b' });

    await serverSideApply(object, { fieldManager: 'tester' });
    await request('GET', '/api/v1/namespaces/default/configmaps/audited');
    await request('DELETE', '/api/v1/namespaces/default/configmaps/audited');

    await expect.poll(() => verbsOn(auditLogPath, 'audited')).toEqual(['patch 201', 'delete 200']);
    const records = await readAuditLog(auditLogPath);
    const patch = records.find((record) => record.objectRef?.name === 'audited');
    expect(patch?.user.username).toBe('admin');
    expect(patch?.requestURI).toContain('fieldManager=tester');
    expect(records.map((record) => record.user.username)).not.toContain('system:apiserver');
  });

  it('refuses a field that a built-in kind does not have', async () => {
    const object = { ...configMap('unknown', {}), dato: {} };

    expect(await getCluster().serverSideApply(object, { fieldManager: 'tester' })).toEqual({
      status: 500,
      warnings: [],
      refusal:
        'failed to create typed patch object (default/unknown; /v1, Kind=ConfigMap): .dato: field not declared in schema',
    });
  });

  it('refuses unknown and wrong fields of a custom kind', async () => {
    const { serverSideApply } = getCluster();
    const unknown = await serverSideApply(widget('bad', { color: 'red' }), { fieldManager: 'tester' });
    const tooLong = await serverSideApply(widget('bad', { colour: 'x'.repeat(11) }), {
      fieldManager: 'tester',
    });

    expect(unknown).toMatchObject({
      status: 500,
      refusal: expect.stringContaining('.spec.color: field not declared'),
    });
    expect(tooLong).toMatchObject({ status: 422, refusal: expect.stringContaining('spec.colour: Too long') });
  });

  it('stores what was sent, adds defaults and keeps nothing of a dry run', async () => {
    const { request, serverSideApply } = getCluster();
    const sent = widget('good', { colour: 'red' });

    const dryRun = await serverSideApply(sent, { fieldManager: 'tester', isDryRun: true });
    const afterDryRun = await request('GET', `${WIDGETS}/good`);
    const created = await serverSideApply(sent, { fieldManager: 'tester' });
    const again = await serverSideApply(sent, { fieldManager: 'tester' });

    expect([dryRun.status, afterDryRun.status, created.status, again.status]).toEqual([201, 404, 201, 200]);
    expect(created.object).toMatchObject({ spec: { colour: 'red', size: 1 } });
    expect(findDroppedFields(sent, created.object)).toEqual([]);
    expect(again.object?.metadata['resourceVersion']).toBe(created.object?.metadata['resourceVersion']);
  });

  it('hands on warnings', async () => {
    const old = { ...widget('old', {}), apiVersion: 'test.example/v1alpha1' };

    expect(await getCluster().serverSideApply(old, { fieldManager: 'tester' })).toMatchObject({
      status: 201,
      warnings: ['test.example/v1alpha1 Widget is "old"'],
    });
  });

  it('says that a kind is unknown', async () => {
    const object = { ...widget('x', {}), kind: 'Gadget' };

    await expect(getCluster().serverSideApply(object, { fieldManager: 'tester' })).rejects.toMatchObject({
      code: 'ERR_CLUSTER_UNKNOWN_KIND',
    });
  });

  it('writes a kubeconfig for its URL', async () => {
    const { kubeconfigPath, url } = getCluster();

    expect(parse(await readFile(kubeconfigPath, 'utf8'))).toMatchObject({
      clusters: [{ cluster: { server: url } }],
    });
  });

  it.runIf(process.platform === 'linux')('listens on 127.0.0.1 only', () => {
    const { etcd, apiServer } = getCluster().pids;

    expect(listeningAddresses(etcd).map(hostOf)).toEqual(['0100007F', '0100007F']);
    expect(listeningAddresses(apiServer).map(hostOf)).toEqual(['0100007F']);
  });
});

function configMap(name: string, content: Readonly<Record<string, string>>) {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'default' }, data: content };
}

function widget(name: string, spec: Readonly<Record<string, unknown>>) {
  return { apiVersion: 'test.example/v1', kind: 'Widget', metadata: { name, namespace: 'default' }, spec };
}

async function verbsOn(auditLogPath: string, name: string): Promise<string[]> {
  const records = (await readAuditLog(auditLogPath)).filter((record) => record.objectRef?.name === name);
  return records.map((record) => `${record.verb} ${record.responseStatus?.code}`);
}

function hostOf(address: string): string {
  return address.slice(0, address.indexOf(':'));
}
