import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { ensureBinaries } from './binaries.ts';

/** Stands for the compiler: writes its environment as the program, and fails for the package in FAIL_FOR. */
const GO_SCRIPT = `#!/bin/sh
if [ "$1" = env ]; then echo go1.26.99; exit; fi
while [ "$1" != -o ]; do shift; done
echo "$3" >> "$CALLS"
if [ "$3" = "$FAIL_FOR" ]; then echo "no such package" >&2; exit 1; fi
echo "$CGO_ENABLED $GOWORK $GOOS $GOCACHE" > "$2"
`;

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atoll-build-'));
  await mkdir(join(folder, 'bin'));
  await writeFile(join(folder, 'bin', 'go'), GO_SCRIPT);
  await chmod(join(folder, 'bin', 'go'), 0o755);
  vi.stubEnv('PATH', `${join(folder, 'bin')}:${process.env['PATH']}`);
  vi.stubEnv('KUBEBUILDER_ASSETS', '');
  vi.stubEnv('ATOLL_CACHE', join(folder, 'cache'));
  vi.stubEnv('CALLS', join(folder, 'calls'));
  vi.stubEnv('GOOS', 'plan9');
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

describe('ensureBinaries', () => {
  it('builds both programs with a build cache of its own, leaves only them, and builds them once', async () => {
    const [binaries, same] = await Promise.all([ensureBinaries(), ensureBinaries()]);

    const root = join(folder, 'cache', 'cluster-binaries');
    const names = await readdir(root);
    expect(names).toEqual([expect.stringMatching(/-go1\.26\.99$/)]);
    expect(await readFile(binaries.etcd, 'utf8')).toBe(
      `0 off  ${join(root, `${names[0]}.partial`, 'build-cache')}\n`,
    );
    expect((await readdir(join(root, names[0] ?? ''))).sort()).toEqual(['etcd', 'kube-apiserver']);
    expect(await readCalls()).toEqual(['go.etcd.io/etcd/server/v3', 'k8s.io/kubernetes/cmd/kube-apiserver']);
    expect(same).toEqual(binaries);
    expect(await ensureBinaries()).toEqual(binaries);
  });

  it('says what is built, how long that takes, and how it goes', async () => {
    const lines: string[] = [];

    await ensureBinaries({ log: (line) => lines.push(line) });

    expect(lines[0]).toMatch(
      /^building etcd and kube-apiserver from pinned Go modules into .*: about 4 minutes on two cores, once$/,
    );
    expect(lines.slice(1)).toEqual([
      'etcd: compiling go.etcd.io/etcd/server/v3',
      expect.stringMatching(/^etcd: built in \d+ s$/),
      'kube-apiserver: compiling k8s.io/kubernetes/cmd/kube-apiserver',
      expect.stringMatching(/^kube-apiserver: built in \d+ s$/),
      expect.stringMatching(/^control plane built in \d+ s$/),
    ]);
  });

  it('quotes the compiler when a build fails, and goes on with the program that is missing', async () => {
    vi.stubEnv('FAIL_FOR', 'k8s.io/kubernetes/cmd/kube-apiserver');
    await expect(ensureBinaries()).rejects.toMatchObject({
      code: 'ERR_CLUSTER_BUILD',
      message: expect.stringMatching(/^go build .* in .*\/go\/kubernetes ended with 1:\nno such package\n$/),
    });
    vi.stubEnv('FAIL_FOR', '');

    await ensureBinaries();

    expect(await readCalls()).toEqual([
      'go.etcd.io/etcd/server/v3',
      'k8s.io/kubernetes/cmd/kube-apiserver',
      'k8s.io/kubernetes/cmd/kube-apiserver',
    ]);
  });
});

async function readCalls(): Promise<string[]> {
  return (await readFile(join(folder, 'calls'), 'utf8')).trim().split('\n');
}
