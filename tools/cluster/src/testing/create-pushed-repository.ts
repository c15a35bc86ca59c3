import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

/** A bare repository and somebody who pushes to it. */
export interface PushedRepository {
  /** Folder of the bare repository. */
  readonly folder: string;
  /** Makes the files, and nothing else, the next commit of a branch (default `main`); gives its id. */
  readonly push: (files: Readonly<Record<string, string>>, branch?: string) => Promise<string>;
  readonly remove: () => Promise<void>;
}

const execute = promisify(execFile);

const AUTHOR = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', '-c', 'commit.gpgsign=false'];

/** Makes an empty bare repository in a temporary folder. */
export async function createPushedRepository(): Promise<PushedRepository> {
  const root = await mkdtemp(join(tmpdir(), 'atoll-pushed-'));
  const [folder, tree] = [join(root, 'bare.git'), join(root, 'tree')];
  await execute('git', ['init', '--quiet', '--bare', '--initial-branch=main', folder]);
  await execute('git', ['init', '--quiet', '--initial-branch=main', tree]);
  const git = async (...args: string[]): Promise<string> =>
    (await execute('git', ['-C', tree, ...AUTHOR, ...args])).stdout.trim();
  const push = async (files: Readonly<Record<string, string>>, branch = 'main'): Promise<string> => {
    await git('rm', '-r', '--quiet', '--force', '--ignore-unmatch', '.');
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(tree, path)), { recursive: true });
      await writeFile(join(tree, path), text);
    }
    await git('add', '--all');
    await git('commit', '--quiet', '--allow-empty', '--message', 'test');
    await git('push', '--quiet', '--force', folder, `HEAD:refs/heads/${branch}`);
    return git('rev-parse', 'HEAD');
  };
  return { folder, push, remove: () => rm(root, { recursive: true, force: true }) };
}
