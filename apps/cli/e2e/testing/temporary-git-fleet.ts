import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTemporaryRepo, type TemporaryRepo } from './temporary-repo.ts';

/** A config repository under Git, and an empty bare deploy repository. */
export interface TemporaryGitFleet {
  readonly config: TemporaryRepo;
  /** The bare deploy repository. */
  readonly deploy: string;
  /** Folder beside it for whatever a test needs. */
  readonly folder: string;
  /** Runs Git in the config repository. */
  git(...args: readonly string[]): string;
  /** Runs Git in the deploy repository. */
  gitDeploy(...args: readonly string[]): string;
  /** Commits everything. */
  commit(subject: string): string;
  [Symbol.dispose](): void;
}

/** Makes both in temporary folders; `using` removes them. */
export function createTemporaryGitFleet(): TemporaryGitFleet {
  const config = createTemporaryRepo();
  const folder = mkdtempSync(join(tmpdir(), 'atoll-e2e-deploy-'));
  const deploy = join(folder, 'deploy.git');
  const git = (...args: readonly string[]) => runGit(config.root, args);
  runGit(folder, ['init', '--quiet', '--bare', '-b', 'main', deploy]);
  git('init', '--quiet', '-b', 'main');
  // The program runs with the folder as HOME, so its cache lies there.
  config.write('.gitignore', '/.cache/\n');
  const commit = (subject: string) => {
    git('add', '--all');
    git('commit', '--quiet', '-m', subject);
    return git('rev-parse', 'HEAD');
  };
  commit('Add the examples');
  return {
    ...{ config, deploy, folder, git, commit },
    gitDeploy: (...args) => runGit(deploy, args),
    [Symbol.dispose]() {
      config[Symbol.dispose]();
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

/** Runs Git as a person would, without the caller's `GIT_*` and configuration. */
export function runGit(folder: string, args: readonly string[]): string {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'));
  const person = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
  const options = ['-C', folder, '-c', 'user.name=Person', '-c', 'user.email=p@example.org'];
  return execFileSync('git', [...options, ...args], {
    env: { ...Object.fromEntries(kept), ...person },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  }).trim();
}
