import { join, relative, resolve, sep } from 'node:path';
import { DeployRepoError } from './deploy-repo-error.ts';
import { exportTree } from './export-tree.ts';
import { createGit, type Git } from './git.ts';
import type { Environment } from './git-environment.ts';
import { feedGit, tryGit } from './git-stream.ts';
import { findTop } from './source-history.ts';

/** Reading needs no name; Git wants one all the same. */
const READER = { name: 'Atoll', email: 'atoll@localhost' };

/** The revisions of a checked-out config repository; reading only. */
export interface SourceTree {
  /** Gives the commit of a revision such as `HEAD~1` or `origin/main`; undefined where this clone has none. */
  resolve(revision: string): Promise<string | undefined>;
  /** Gives the newest commit from which both descend; undefined without one. */
  mergeBase(a: string, b: string): Promise<string | undefined>;
  /** Tells whether files below a folder differ from the checked-out commit, new ones included and ignored ones not. */
  hasChanges(folder: string): Promise<boolean>;
  /** Tells whether commits are missing, as after `git clone --depth`. */
  isShallow(): Promise<boolean>;
  /**
   * Writes the files that a commit has below a folder into an empty folder, as plain files.
   *
   * @returns their number
   */
  exportFolder(commit: string, folder: string, target: string): Promise<number>;
}

/** Opens the repository in which a folder lies; undefined outside Git. Folders are relative to the one that is given. */
export function openSourceTree(folder: string, environment: Environment): SourceTree | undefined {
  const start = resolve(folder);
  const top = findTop(start);
  if (top === undefined) return undefined;
  const git = createGit({ path: top, gitDir: join(top, '.git') }, READER, environment);
  const prefix = relative(top, start).split(sep).filter(Boolean);
  const inTop = (below: string) => [...prefix, below].join('/');
  return {
    resolve: (revision) => resolveRevision(git, revision),
    mergeBase: (a, b) => mergeBase(git, a, b),
    hasChanges: (below) => hasChanges(git, inTop(below)),
    isShallow: async () => (await git.run(['rev-parse', '--is-shallow-repository'])).trim() === 'true',
    exportFolder: (commit, below, target) => exportTree(git, { commit, folder: inTop(below), target }),
  };
}

async function resolveRevision(git: Git, revision: string): Promise<string | undefined> {
  // A revision that begins with a dash would be read as an option.
  if (revision.startsWith('-') || revision.includes('\0')) return undefined;
  const { exit, printed, words } = await tryGit(git, [
    'rev-parse',
    '--verify',
    '--quiet',
    `${revision}^{commit}`,
  ]);
  if (exit === 0) return printed.trim();
  // Git says nothing of a revision that is missing; whatever it does say is another trouble.
  if (/dubious ownership|not a git repository/.test(words)) {
    throw new DeployRepoError('ERR_DEPLOY_REPO_GIT', `${git.path}: git rev-parse failed: ${words.trim()}`);
  }
  return undefined;
}

async function mergeBase(git: Git, a: string, b: string): Promise<string | undefined> {
  const { exit, printed } = await tryGit(git, ['merge-base', a, b]);
  return exit === 0 ? printed.trim() : undefined;
}

async function hasChanges(git: Git, folder: string): Promise<boolean> {
  const options = ['--porcelain=v1', '-z', '--no-renames', '--untracked-files=all'];
  const printed = await feedGit(git, ['--literal-pathspecs', 'status', ...options, '--', folder], {
    input: '',
  });
  return printed !== '';
}
