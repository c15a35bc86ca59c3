import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type TemporaryRemote, createTemporaryRemote } from '../testing/temporary-remote.ts';
import { toFolder, writeFolders } from '../testing/temporary-repo.ts';

const PROGRAM = join(import.meta.dirname, '..', 'testing', 'crashing-publish.ts');
const SMALL = toFolder('control-plane/a', { 'x.yaml': 'a\n' });
/** Cannot be compressed below 80 kB; an argument of a program has 128 kB at most. */
const LARGE = toFolder('control-plane/b', { 'x.yaml': `${randomBytes(80_000).toString('base64')}\n` });

let remote: TemporaryRemote;
beforeEach(async () => {
  remote = await createTemporaryRemote('path');
});
afterEach(() => remote.remove());

describe('a limit of the size of files', () => {
  it('fails a run with a clear error, and the next run completes', async () => {
    await writeFolders(await remote.open(), [SMALL]);
    const before = remote.git('for-each-ref');
    const what = JSON.stringify({ remote: remote.toOptions(), contents: [LARGE] });
    // In dash's ulimit a block has 512 bytes: 51 kB.
    const limited = spawnSync(
      'sh',
      ['-c', 'ulimit -f 100; exec "$@"', 'sh', process.execPath, PROGRAM, what],
      {
        encoding: 'utf8',
      },
    );

    expect(limited.stderr).toContain('ERR_DEPLOY_REPO_DISK_FULL');
    expect(remote.git('for-each-ref')).toBe(before);

    await writeFolders(await remote.open(), [LARGE]);
    expect(remote.git('rev-list', '--count', 'main')).toBe('2');
    remote.expectSound();
  });
});

describe.skipIf(!canMount())('a full disk (needs the right to mount)', () => {
  let small: string;
  beforeEach(() => {
    small = join(remote.root, 'small');
    mkdirSync(small);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=120k', 'none', small]);
  });
  afterEach(() => {
    execFileSync('umount', [small]);
  });

  it('of this machine fails a run with a clear error, and the next run completes when there is room', async () => {
    const repo = await remote.open('small/clone');
    await writeFolders(repo, [SMALL]);
    const before = remote.git('for-each-ref');

    await expect(writeFolders(repo, [LARGE])).rejects.toMatchObject({ code: 'ERR_DEPLOY_REPO_DISK_FULL' });
    expect(remote.git('for-each-ref')).toBe(before);

    execFileSync('mount', ['-o', 'remount,size=8m', small]);
    await writeFolders(await remote.open('small/clone'), [LARGE]);
    expect(remote.git('rev-list', '--count', 'main')).toBe('2');
    remote.expectSound('small/clone');
  });

  it('of the remote changes nothing there, and the next run completes when there is room', async () => {
    const url = join(small, 'remote.git');
    execFileSync('git', ['init', '--quiet', '--bare', '--template=', '-b', 'main', url]);
    const repo = await remote.open('clone', { url });
    await writeFolders(repo, [SMALL]);
    const first = await repo.head();

    await expect(writeFolders(repo, [LARGE])).rejects.toMatchObject({ code: 'ERR_DEPLOY_REPO_REMOTE' });
    await repo.fetch();
    expect(await repo.head()).toBe(first);

    execFileSync('mount', ['-o', 'remount,size=8m', small]);
    await writeFolders(repo, [LARGE]);
    expect(execFileSync('git', ['-C', url, 'rev-parse', 'main^'], { encoding: 'utf8' }).trim()).toBe(first);
    expect(execFileSync('git', ['-C', url, 'fsck', '--strict'], { encoding: 'utf8' })).toBe('');
  });
});

function canMount(): boolean {
  const place = mkdtempSync(join(tmpdir(), 'atoll-mount-'));
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'none', place]).status === 0;
  if (mounted) {
    execFileSync('umount', [place]);
  }
  rmSync(place, { recursive: true });
  return mounted;
}
