import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { findBinaries } from './binaries.ts';
import { isAlive } from './process-lock.ts';
import { startCluster } from './start-cluster.ts';
import { describeCluster } from './testing/cluster-fixture.ts';

const CRD_FOLDER = fileURLToPath(new URL('./testing/crds', import.meta.url));
const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));
const WIDGETS = '/apis/test.example/v1/namespaces/default/widgets';

/** Starting, ending and crashing need clusters of their own; the common one only decides whether they can run. */
describeCluster('the life of a control plane', {}, (getCluster) => {
  let folder = '';

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'atoll-cluster-life-'));
  });

  afterEach(async () => {
    vi.unstubAllEnvs();
    await rm(folder, { recursive: true, force: true });
  });

  it('leaves no process and no file after stop, and may be stopped twice', async () => {
    const cluster = await startCluster();
    const pids = Object.values(cluster.pids);
    const before = pids.map(isAlive);

    await Promise.all([cluster.stop(), cluster.stop()]);

    expect(before).toEqual([true, true]);
    expect(pids.map(isAlive)).toEqual([false, false]);
    expect(existsSync(cluster.dataDir)).toBe(false);
  });

  it('bakes CRDs once, and serves them from the archive at the next start', async () => {
    const lookup = findBinaries();
    vi.stubEnv('KUBEBUILDER_ASSETS', lookup.state === 'found' ? dirname(lookup.binaries.etcd) : '');
    vi.stubEnv('ATOLL_CACHE', folder);
    const lines: string[] = [];
    const options = { crdFolders: [CRD_FOLDER], log: (line: string) => lines.push(line) };

    const first = await startCluster(options);
    await first.serverSideApply(widget('first'), { fieldManager: 'tester' });
    await first.stop();
    const second = await startCluster(options);
    const listed = await second.request('GET', WIDGETS);
    const audited = await readFile(second.auditLogPath, 'utf8');
    await second.stop();

    const archives = await readdir(join(folder, 'cluster-data'));
    expect(archives).toEqual([expect.stringMatching(/^[0-9a-f]{32}\.tar\.gz$/)]);
    expect(lines).toEqual([`loading 1 CRDs once into ${join(folder, 'cluster-data', archives[0] ?? '')}`]);
    expect(listed).toMatchObject({ status: 200, json: { items: [] } });
    expect(audited).not.toContain('customresourcedefinitions');
  });

  it('goes on with a folder that is kept, and loads CRDs that are new to it', async () => {
    const first = await startCluster({ dataDir: folder });
    await first.request('POST', '/api/v1/namespaces', { body: { metadata: { name: 'mine' } } });
    await expect(startCluster({ dataDir: folder })).rejects.toMatchObject({
      code: 'ERR_CLUSTER_FOLDER_IN_USE',
    });
    await first.stop();

    const second = await startCluster({ dataDir: folder, crdFolders: [CRD_FOLDER] });
    const namespace = await second.request('GET', '/api/v1/namespaces/mine');
    const applied = await second.serverSideApply(widget('new'), { fieldManager: 'tester' });
    await second.stop();

    expect([namespace.status, applied.status]).toEqual([200, 201]);
  });

  it('names the log when a program ends at once', async () => {
    vi.stubEnv('KUBEBUILDER_ASSETS', join(folder, 'assets'));
    await mkdir(join(folder, 'assets'));
    await writeScript(join(folder, 'assets', 'etcd'), 'echo no disk; exit 1');
    await writeScript(join(folder, 'assets', 'kube-apiserver'), 'exec sleep 60');

    await expect(startCluster()).rejects.toMatchObject({
      code: 'ERR_CLUSTER_START',
      message: 'etcd ended during the start; its log ends:\nno disk\n',
    });
  });

  it('takes its programs along when its own process is killed', async () => {
    const child = spawnMain(['--keep', folder]);
    await firstOutput(child);
    const lock = JSON.parse(await readFile(join(folder, 'cluster.lock.json'), 'utf8')) as {
      programs: number[];
    };
    const before = lock.programs.map(isAlive);

    child.kill('SIGKILL');

    expect(before).toEqual([true, true]);
    await expect.poll(() => lock.programs.map(isAlive), { timeout: 10_000 }).toEqual([false, false]);
  });

  it('prints where the kubeconfig is and stops at a signal', async () => {
    const child = spawnMain(['--keep', folder, '--crds', CRD_FOLDER]);
    const ended = once(child, 'exit');

    const printed = await firstOutput(child);
    const lock = JSON.parse(await readFile(join(folder, 'cluster.lock.json'), 'utf8')) as {
      programs: number[];
    };
    child.kill('SIGINT');

    expect(printed).toBe(`export KUBECONFIG=${join(folder, 'kubeconfig.yaml')}\n`);
    expect(await ended).toEqual([0, null]);
    expect(lock.programs.map(isAlive)).toEqual([false, false]);
    expect(existsSync(join(folder, 'cluster.lock.json'))).toBe(false);
  });

  it('answers a wrong argument with one line and exit code 1', async () => {
    const child = spawnMain(['stop']);
    const ended = once(child, 'exit');

    const printed = await text(child.stderr as NodeJS.ReadableStream & AsyncIterable<Buffer>);

    expect(printed).toBe(
      'ERR_CLUSTER_ARGUMENTS: unexpected argument "stop": only "build", alone, is known; see --help\n',
    );
    expect(await ended).toEqual([1, null]);
  });

  it('does not disturb another cluster', async () => {
    expect((await getCluster().request('GET', '/readyz')).status).toBe(200);
  });
});

function widget(name: string) {
  return {
    apiVersion: 'test.example/v1',
    kind: 'Widget',
    metadata: { name, namespace: 'default' },
    spec: {},
  };
}

function spawnMain(args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [MAIN, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
}

async function firstOutput(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('the program has no standard output');
  const [chunk] = (await once(child.stdout, 'data')) as [Buffer];
  return chunk.toString('utf8');
}

function writeScript(path: string, body: string): Promise<void> {
  return writeFile(path, `#!/bin/sh\n${body}\n`, { mode: 0o755 });
}
