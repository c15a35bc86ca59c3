import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { ClusterError } from './cluster-error.ts';
import { createThrowAwayFolder, occupyKeptFolder, releaseFolder } from './occupied-folder.ts';

let root = '';

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'atoll-occupied-'));
});

afterEach(async () => {
  await rm(root, { recursive: true, force: true });
});

describe('createThrowAwayFolder', () => {
  it('removes what a crashed run left and kills the program that uses it', async () => {
    const left = join(root, 'atoll-cluster-left');
    const program = spawn('sh', ['-c', 'read -r _', left], {
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    const ended = once(program, 'exit');
    await writeLock(left, { owner: deadProcessId(), programs: [program.pid] });

    const folder = await createThrowAwayFolder(root);

    expect(await ended).toEqual([null, 'SIGKILL']);
    expect((await readdir(root)).map((name) => join(root, name))).toEqual([folder]);
  });

  it('does not kill a stranger that got the id of a program', async () => {
    const left = join(root, 'atoll-cluster-left');
    const stranger = spawn('sh', ['-c', 'read -r _'], {
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    const ended = once(stranger, 'exit');
    await writeLock(left, { owner: deadProcessId(), programs: [stranger.pid] });

    await createThrowAwayFolder(root);
    stranger.stdin.end('x\n');

    expect(await ended).toEqual([0, null]);
  });

  it('leaves the folders of living runs, and all other folders, alone', async () => {
    const first = await createThrowAwayFolder(root);
    await mkdir(join(root, 'atoll-cluster-unlocked'));
    await mkdir(join(root, 'other'));

    const second = await createThrowAwayFolder(root);

    const expected = [first, second, join(root, 'atoll-cluster-unlocked'), join(root, 'other')];
    expect((await readdir(root)).map((name) => join(root, name)).sort()).toEqual(expected.sort());
  });
});

describe('occupyKeptFolder', () => {
  it('refuses a folder that a living process has, until it is released', async () => {
    const folder = join(root, 'kept');
    await occupyKeptFolder(folder);

    const message = `${folder} is in use by process ${process.pid}; stop that one or name another folder`;
    await expect(occupyKeptFolder(folder)).rejects.toThrow(
      new ClusterError('ERR_CLUSTER_FOLDER_IN_USE', message),
    );
    await releaseFolder(folder);
    await expect(occupyKeptFolder(folder)).resolves.toBeUndefined();
  });

  it('takes a folder over from a dead process and keeps what is in it', async () => {
    const folder = join(root, 'kept');
    await writeLock(folder, { owner: deadProcessId(), programs: [] });
    await writeFile(join(folder, 'precious'), '');

    await occupyKeptFolder(folder);

    expect((await readdir(folder)).sort()).toEqual(['cluster.lock.json', 'precious']);
  });
});

async function writeLock(folder: string, lock: unknown): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'cluster.lock.json'), JSON.stringify(lock));
}

/** The id of a process that has just ended; ids are not reused so soon. */
function deadProcessId(): number {
  return spawnSync(process.execPath, ['--version']).pid;
}
