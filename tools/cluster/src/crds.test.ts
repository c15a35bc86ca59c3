import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { ClusterError } from './cluster-error.ts';
import { type Crd, readCrds, waitUntilServed } from './crds.ts';

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atoll-crds-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe('readCrds', () => {
  it('reads JSON and YAML with many documents, sorted by name, without status and other kinds', async () => {
    const header = 'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\n';
    const noise = 'apiVersion: v1\nkind: Namespace\nmetadata: {name: n}\n';
    const json = {
      apiVersion: 'x/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'b' },
      status: {},
    };
    await writeFile(
      join(folder, '1.yaml'),
      `${header}metadata: {name: c}\n---\n${noise}---\n${header}metadata: {name: a}\n`,
    );
    await writeFile(join(folder, '2.json'), JSON.stringify(json));
    await writeFile(join(folder, 'README.md'), 'no definition');

    const crds = await readCrds([folder]);

    expect(crds.map((crd) => crd.metadata.name)).toEqual(['a', 'b', 'c']);
    expect(crds[1]).not.toHaveProperty('status');
  });

  it('lets the later folder decide about a name that both have', async () => {
    const folders = [join(folder, 'one'), join(folder, 'two')];
    for (const [index, path] of folders.entries()) {
      await mkdir(path);
      const crd = {
        apiVersion: 'x/v1',
        kind: 'CustomResourceDefinition',
        metadata: { name: 'a' },
        spec: index,
      };
      await writeFile(join(path, 'a.json'), JSON.stringify(crd));
    }

    expect((await readCrds(folders)).map((crd) => crd.spec)).toEqual([1]);
  });

  it('refuses a folder without definitions', async () => {
    await expect(readCrds([folder])).rejects.toThrow(
      new ClusterError('ERR_CLUSTER_CRDS', `${folder} holds no CustomResourceDefinition in *.json or *.yaml`),
    );
  });

  it('refuses a folder that is not there', async () => {
    const absent = join(folder, 'absent');

    await expect(readCrds([absent])).rejects.toThrow(
      new ClusterError('ERR_CLUSTER_CRDS', `cannot read the CRD folder ${absent}`),
    );
  });
});

describe('waitUntilServed', () => {
  it('waits for the LIST of each served version and for its place in discovery', async () => {
    const versions = [
      { name: 'v1', served: true },
      { name: 'v1alpha1', served: false },
    ];
    const crd = { spec: { group: 'g.example', names: { plural: 'things' }, versions } } as unknown as Crd;
    const [absent, present] = [{ resources: [] }, { resources: [{ name: 'things' }] }];
    const answers = [
      { path: '/apis/g.example/v1/things?limit=1', status: 404 },
      { path: '/apis/g.example/v1/things?limit=1', status: 200 },
      { path: '/apis/g.example/v1', status: 200, json: absent },
      { path: '/apis/g.example/v1', status: 200, json: present },
    ];
    const asked: string[] = [];

    await waitUntilServed(
      (_method, path) => {
        const { status = 0, json } = answers[asked.push(path) - 1] ?? {};
        return Promise.resolve({ status, json, headers: {}, warnings: [], text: '' });
      },
      [crd],
    );

    expect(asked).toEqual(answers.map(({ path }) => path));
  });
});
