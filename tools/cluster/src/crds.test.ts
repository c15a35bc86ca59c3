import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { ClusterError } from './cluster-error.ts';
import { readCrds } from './crds.ts';

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
