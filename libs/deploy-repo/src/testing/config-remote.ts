import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A config repository on a Git host, played by a bare path, and a person who works with it. */
export interface ConfigRemote {
  /** Folder for whatever the test makes; removed at the end. */
  readonly folder: string;
  /** The bare repository. */
  readonly url: string;
  /** Runs Git in the person's clone, without the caller's `GIT_*`. */
  git(...args: readonly string[]): string;
  /** Runs Git in the bare repository. */
  host(...args: readonly string[]): string;
  /** Commits files (undefined: removed) on the branch that is checked out, and gives the commit. */
  commit(files: Readonly<Record<string, string | undefined>>, message?: string): string;
  /** Commits files on main and pushes it. */
  push(files: Readonly<Record<string, string | undefined>>, message?: string): string;
  /** Pushes a branch of one commit on main, as an agent does, and gives its commit. */
  propose(branch: string, files: Readonly<Record<string, string | undefined>>, message: string): string;
  [Symbol.dispose](): void;
}

/** Makes a config repository of these files. */
export function createConfigRemote(files: Readonly<Record<string, string>>): ConfigRemote {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'atoll-config-remote-')));
  const [url, work] = [join(folder, 'config.git'), join(folder, 'work')];
  runGit(folder, ['init', '--quiet', '--bare', '-b', 'main', url]);
  runGit(folder, ['init', '--quiet', '-b', 'main', work]);
  const git = (...args: readonly string[]) => runGit(work, args);
  const commit: ConfigRemote['commit'] = (changed, message = 'Change') => {
    for (const [path, text] of Object.entries(changed)) writeOrRemove(join(work, path), text);
    git('add', '--all');
    git('commit', '--quiet', '--allow-empty', '-m', message);
    return git('rev-parse', 'HEAD');
  };
  const push: ConfigRemote['push'] = (changed, message) => {
    const pushed = commit(changed, message);
    git('push', '--quiet', url, 'main');
    return pushed;
  };
  push(files, 'Begin');
  return {
    folder,
    url,
    git,
    host: (...args) => runGit(url, args),
    commit,
    push,
    propose(branch, changed, message) {
      git('fetch', '--quiet', url, 'main');
      git('checkout', '--quiet', '--detach', 'FETCH_HEAD');
      const proposed = commit(changed, message);
      git('push', '--quiet', '--force', url, `HEAD:refs/heads/${branch}`);
      git('checkout', '--quiet', 'main');
      return proposed;
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }),
  };
}

function writeOrRemove(file: string, text: string | undefined): void {
  if (text === undefined) {
    rmSync(file, { recursive: true });
    return;
  }
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function runGit(folder: string, args: readonly string[]): string {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'));
  const person = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
  const identity = ['-c', 'user.name=Person', '-c', 'user.email=p@example.org'];
  return execFileSync('git', ['-C', folder, ...identity, ...args], {
    env: { ...Object.fromEntries(kept), ...person },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  }).trim();
}
