import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { createGit, type Git } from './git.ts';
import type { Environment } from './git-environment.ts';
import { feedGit, tryGit } from './git-stream.ts';

/** Reading needs no name; Git wants one all the same. */
const READER = { name: 'Atoll', email: 'atoll@localhost' };

/** Exit code with which `git merge-base` says that two commits have nothing in common. */
const NO_BASE = 1;

/** The Git history of a checked-out config repository; reading only. */
export interface SourceHistory {
  /** Commit that is checked out. */
  readonly head: string;
  /** First line of its message, as it was written: foreign text. */
  readonly subject: string;
  /** Files below a folder that differ from the commit, with files that Git does not know; ignored ones with `!` as kind. */
  listChanges(folder: string): Promise<readonly SourceChange[]>;
  /** Gives those of the commits from which the checked-out one descends, itself included. */
  listAncestors(commits: readonly string[]): Promise<ReadonlySet<string>>;
  /** Gives those of the commits that this clone has. */
  listKnown(commits: readonly string[]): Promise<ReadonlySet<string>>;
  /** The newest commit from which the checked-out one and another descend; undefined without one. */
  mergeBase(commit: string): Promise<string | undefined>;
  /** Tree ids of the folders directly below a folder in a commit, by name. */
  listTrees(commit: string, folder: string): Promise<ReadonlyMap<string, string>>;
}

/** A file that differs from the checked-out commit. */
export interface SourceChange {
  /** Relative to the folder that was opened, with `/`. */
  readonly path: string;
  readonly isIgnored: boolean;
}

/**
 * Opens the history of the repository in which a folder lies; undefined outside Git, or before the first commit.
 *
 * @throws DeployRepoError when there is a repository and Git cannot read it
 */
export async function openSourceHistory(
  folder: string,
  environment: Environment,
): Promise<SourceHistory | undefined> {
  const start = resolve(folder);
  const top = findTop(start);
  if (top === undefined) return undefined;
  const git = createGit({ path: top, gitDir: join(top, '.git') }, READER, environment);
  const born = await tryGit(git, ['rev-parse', '--verify', '--quiet', 'HEAD']);
  if (born.exit === 1 && born.words === '') return undefined;
  const printed = await git.run(['log', '-1', '--no-show-signature', '--format=%H%n%s', 'HEAD']);
  const [head = '', subject = ''] = printed.split('\n');
  const prefix = relative(top, start)
    .split(sep)
    .filter(Boolean)
    .map((name) => `${name}/`)
    .join('');
  return {
    head,
    subject,
    listChanges: (below) => listChanges(git, `${prefix}${below}`, prefix),
    listAncestors: (commits) => listAncestors(git, head, commits),
    listKnown: (commits) => listKnown(git, commits),
    mergeBase: (commit) => mergeBase(git, head, commit),
    listTrees: (commit, below) => listTrees(git, commit, `${prefix}${below}`),
  };
}

/** Gives the work tree in which a folder lies; undefined outside Git. In a linked one `.git` is a file, which Git follows. */
export function findTop(start: string): string | undefined {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}

async function listChanges(git: Git, folder: string, prefix: string): Promise<readonly SourceChange[]> {
  const options = ['--porcelain=v1', '-z', '--no-renames', '--untracked-files=all', '--ignored=matching'];
  const printed = await feedGit(git, ['--literal-pathspecs', 'status', ...options, '--', folder], {
    input: '',
  });
  return printed
    .split('\0')
    .filter((record) => record !== '')
    .map((record) => ({
      path: record.slice('XY '.length + prefix.length),
      isIgnored: record.startsWith('!!'),
    }));
}

/** One walk over the history answers for every region. */
async function listAncestors(
  git: Git,
  head: string,
  commits: readonly string[],
): Promise<ReadonlySet<string>> {
  const asked = new Set(commits);
  const found = new Set<string>([head].filter((commit) => asked.has(commit)));
  if (found.size === asked.size) return found;
  for (const commit of (await git.run(['rev-list', head])).split('\n')) {
    if (asked.has(commit)) found.add(commit);
  }
  return found;
}

async function listKnown(git: Git, commits: readonly string[]): Promise<ReadonlySet<string>> {
  const input = commits.map((commit) => `${commit}^{commit}\n`).join('');
  const printed = await feedGit(git, ['cat-file', '--batch-check=%(objectname)'], { input });
  const ids = new Set(printed.split('\n'));
  return new Set(commits.filter((commit) => ids.has(commit)));
}

async function mergeBase(git: Git, head: string, commit: string): Promise<string | undefined> {
  const { exit, printed } = await tryGit(git, ['merge-base', head, commit]);
  if (exit === 0) return printed.trim();
  if (exit === NO_BASE) return undefined;
  return (await git.run(['merge-base', head, commit])).trim();
}

async function listTrees(git: Git, commit: string, folder: string): Promise<ReadonlyMap<string, string>> {
  const printed = await git.run(['ls-tree', '-z', '--full-tree', commit, '--', `${folder}/`]);
  return new Map(
    printed.split('\0').flatMap((record) => {
      const [about = '', path = ''] = record.split('\t');
      const [, type, id = ''] = about.split(' ');
      return type === 'tree' ? [[path.slice(path.lastIndexOf('/') + 1), id] as const] : [];
    }),
  );
}
