import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { type RemoteRepoOptions, openRemoteRepo } from '../remote/open-remote-repo.ts';
import type { RemoteRepo } from '../remote/remote-repo.ts';
import { type GitHttpServer, startGitHttpServer } from './git-http-server.ts';

const AUTHOR = { name: 'Atoll', email: 'atoll@example.org' };
const COMMIT_TIME = new Date('2026-03-01T12:00:00Z');
/** Entries of a clone at rest; a killed process leaves the last two, which a repacking takes away. */
const CLONE_ENTRIES =
  /^(?:HEAD|atoll-clone|config|objects|packed-refs|refs|info|atoll-lock\..+|fast_import_crash_\d+)$/;

/** The user and the token of every server. */
export const PUBLISHER = { username: 'publisher', token: 'token-of-the-publisher' };

/** An empty remote repository with clones beside it, looked at with the real Git. */
export interface TemporaryRemote {
  readonly url: string;
  /** The bare repository behind the address. */
  readonly folder: string;
  /** Folder of all clones and other things of a test. */
  readonly root: string;
  /** Undefined for a bare path. */
  readonly server: GitHttpServer | undefined;
  /** Opens a clone as the code under test does; author and time are fixed. */
  open(clone?: string, options?: Partial<RemoteRepoOptions>): Promise<RemoteRepo>;
  /** What `open` takes, for another process. */
  toOptions(clone?: string): Pick<RemoteRepoOptions, 'url' | 'folder' | 'credentials'>;
  /** Runs Git in the remote repository. */
  git(...args: readonly string[]): string;
  /** Writes a hook of the remote repository. */
  hook(name: string, script: string): void;
  /** Holds remote and clone to what a run promises: sound for Git, nothing of a run left. */
  expectSound(clone?: string): void;
  remove(): Promise<void>;
}

/** Makes the remote repository, behind a server with authentication or as a path. */
export async function createTemporaryRemote(kind: 'http' | 'path'): Promise<TemporaryRemote> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'atoll-remote-')));
  const server =
    kind === 'http'
      ? await startGitHttpServer({ root, users: { [PUBLISHER.username]: PUBLISHER.token } })
      : undefined;
  const folder = join(root, 'remote.git');
  runGit(root, ['init', '--quiet', '--bare', '-b', 'main', folder]);
  const url = server === undefined ? folder : `${server.url}/remote.git`;
  const credentials = server === undefined ? {} : { credentials: PUBLISHER };
  const toOptions = (clone = 'clone') => ({ url, folder: join(root, clone), ...credentials });
  return {
    url,
    folder,
    root,
    server,
    toOptions,
    open: (clone, options = {}) =>
      openRemoteRepo({
        ...toOptions(clone),
        author: AUTHOR,
        environment: process.env,
        now: () => COMMIT_TIME,
        ...options,
      }),
    git: (...args) => runGit(folder, args),
    hook(name, script) {
      mkdirSync(join(folder, 'hooks'), { recursive: true });
      writeFileSync(join(folder, 'hooks', name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    },
    expectSound(clone = 'clone') {
      const place = join(root, clone);
      for (const repository of [folder, place]) {
        expect(runGit(repository, ['fsck', '--strict', '--no-dangling'])).not.toMatch(/error|missing|broken/);
        expect(runGit(repository, ['for-each-ref', 'refs/atoll'])).toBe('');
      }
      expect(readdirSync(place).filter((name) => !CLONE_ENTRIES.test(name))).toEqual([]);
      expect(runGit(place, ['for-each-ref'])).toBe(runGit(folder, ['for-each-ref']));
    },
    async remove() {
      await server?.close();
      rmSync(root, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

function runGit(path: string, args: readonly string[]): string {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'));
  const person = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
  return execFileSync(
    'git',
    ['-C', path, '-c', 'user.name=Person', '-c', 'user.email=p@example.org', ...args],
    {
      env: { ...Object.fromEntries(kept), ...person },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  ).trim();
}
