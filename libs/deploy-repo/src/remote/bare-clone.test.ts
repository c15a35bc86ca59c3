import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type TemporaryRemote, createTemporaryRemote } from '../testing/temporary-remote.ts';
import { toFolder, writeFolders } from '../testing/temporary-repo.ts';

const A = toFolder('control-plane/a', { 'dns/zone.yaml': 'zone\n', 'keys/key.yaml': 'key\n' });
const B = toFolder('control-plane/b', { 'dns/zone.yaml': 'zone b\n' });

describe('the folder of a clone', () => {
  let remote: TemporaryRemote;
  beforeEach(async () => {
    remote = await createTemporaryRemote('path');
  });
  afterEach(() => remote.remove());

  it('may be deleted at any time', async () => {
    await writeFolders(await remote.open(), [A]);
    rmSync(join(remote.root, 'clone'), { recursive: true });

    const result = await writeFolders(await remote.open(), [A, B]);

    expect(result.branches).toEqual(['region/b']);
    remote.expectSound();
  });

  it('is begun again where the first opening was killed', async () => {
    const clone = join(remote.root, 'clone');
    execFileSync('git', ['init', '--quiet', '--bare', '--template=', clone]);
    rmSync(join(clone, 'HEAD'));

    await writeFolders(await remote.open(), [A]);

    remote.expectSound();
  });

  it.each([
    [
      'a folder with other files',
      (folder: string) => void writeFileSync(join(folder, 'notes.txt'), 'notes\n'),
    ],
    [
      'a repository of somebody else',
      (folder: string) => {
        execFileSync('git', ['init', '--quiet', '--bare', folder]);
        const tree = execFileSync('git', ['-C', folder, 'hash-object', '-t', 'tree', '-w', '/dev/null'], {
          encoding: 'utf8',
        }).trim();
        const author = ['-c', 'user.name=P', '-c', 'user.email=p@example.org'];
        const commit = execFileSync('git', ['-C', folder, ...author, 'commit-tree', '-m', 'x', tree], {
          encoding: 'utf8',
        }).trim();
        execFileSync('git', ['-C', folder, 'update-ref', 'refs/heads/mine', commit]);
      },
    ],
  ])('is refused if it is %s', async (_, make) => {
    const folder = join(remote.root, 'clone');
    mkdirSync(folder);
    make(folder);

    await expect(remote.open()).rejects.toMatchObject({
      code: 'ERR_DEPLOY_REPO_NOT_A_REPOSITORY',
      message: `${folder} holds something else than a clone that Atoll made, and fetching would overwrite it: name an empty folder, or one that does not exist`,
    });
  });

  it('has a name for its branch', async () => {
    await expect(remote.open('clone', { branch: '--all' })).rejects.toMatchObject({
      code: 'ERR_DEPLOY_REPO_BRANCH',
      message: '"--all" cannot be the branch that is published: use letters, digits, ".", "-", "_" and "/"',
    });
  });
});
