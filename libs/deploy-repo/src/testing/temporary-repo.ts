import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DeployRepoOptions, openDeployRepo } from '../open-deploy-repo.ts';
import type { DeployRepo } from '../deploy-repo.ts';
import type { FolderContent } from '../folder-content.ts';

const AUTHOR = { name: 'Atoll', email: 'atoll@example.org' };
const COMMIT_TIME = new Date('2026-03-01T12:00:00Z');

/** A deploy repository in a temporary folder, looked at with the real Git. */
export interface TemporaryRepo {
  readonly path: string;
  /** Opens it as the code under test does; author and time are fixed. */
  open(options?: Partial<DeployRepoOptions>): Promise<DeployRepo>;
  /** Runs Git as a person would, without the caller's `GIT_*`. */
  git(...args: readonly string[]): string;
  read(path: string): string;
  edit(path: string, text: string): void;
  has(path: string): boolean;
  remove(): void;
}

/** Makes the temporary folder; the repository is made by `open`. */
export function createTemporaryRepo(): TemporaryRepo {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'atoll-deploy-repo-')));
  const path = join(folder, 'deploy');
  return {
    path,
    open: (options = {}) =>
      openDeployRepo({ path, author: AUTHOR, environment: process.env, now: () => COMMIT_TIME, ...options }),
    git: (...args) => runGit(path, args),
    read: (name) => readFileSync(join(path, name), 'utf8'),
    edit: (name, text) => writeFileSync(join(path, name), text),
    has: (name) => existsSync(join(path, name)),
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }),
  };
}

/** Gives a folder's content from short literals: path to text. */
export function toFolder(folder: string, texts: Readonly<Record<string, string>>): FolderContent {
  return { folder, files: Object.entries(texts).map(([path, text]) => ({ path, text })) };
}

/** Writes these folders in one run, and gives what the run did. */
export async function writeFolders(repo: DeployRepo, contents: readonly FolderContent[]) {
  const run = await repo.beginRun();
  for (const content of contents) {
    await run.replaceFolder(content);
  }
  return run.finish({
    message: 'render',
    branches: (folders) => folders.map((folder) => folder.replace(/^[^/]+/, 'region')),
  });
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
