import type { Git } from '../git.ts';
import { toGitFailure } from '../git-failure.ts';
import { feedGit, streamRecords, tryGit } from '../git-stream.ts';
import { isAncestor } from '../remote/is-ancestor.ts';
import type { ProposedChange, ProposedCommit } from './config-clone.ts';

/** Changes that are read: one is allowed, and a hostile commit could hold a million. */
const MOST_CHANGES = 5;

/** Characters of a message that are read. */
const LONGEST_MESSAGE = 100_000;

/** Reads a commit for what it changes against where it left `head`; nothing of it is checked out. */
export async function readProposed(git: Git, commit: string, head: string): Promise<ProposedCommit> {
  const [base, isMerged, { parents, seconds, message }] = await Promise.all([
    findBase(git, commit, head),
    isAncestor(git, commit, head),
    readCommit(git, commit),
  ]);
  return {
    commit,
    base,
    isSingle: parents.length === 1 && parents[0] === base,
    isMerged,
    seconds,
    message,
    changes: base === undefined ? [] : await readChanges(git, base, commit),
  };
}

async function findBase(git: Git, commit: string, head: string): Promise<string | undefined> {
  const { exit, printed, words } = await tryGit(git, ['merge-base', commit, head]);
  if (exit !== 0 && exit !== 1) {
    throw toGitFailure(git.path, 'merge-base', words || `exit ${exit}`);
  }
  return exit === 0 ? printed.trim() : undefined;
}

async function readCommit(
  git: Git,
  commit: string,
): Promise<{ readonly parents: readonly string[]; readonly seconds: number; readonly message: string }> {
  const format = '--format=format:%P%x00%ct%x00%B';
  // Plumbing: `git log` would listen to the user's configuration.
  const printed = await git.run(['rev-list', '--no-walk', format, commit]);
  const [parents = '', seconds = '', message = ''] = printed.slice(printed.indexOf('\n') + 1).split('\0');
  return {
    parents: parents.split(' ').filter((parent) => parent !== ''),
    seconds: Number(seconds),
    message: message.trimEnd().slice(0, LONGEST_MESSAGE),
  };
}

async function readChanges(git: Git, base: string, commit: string): Promise<readonly ProposedChange[]> {
  const options = ['-r', '-z', '--no-commit-id', '--no-renames', '--no-ext-diff'];
  const records: string[] = [];
  for await (const group of streamRecords(git, ['diff-tree', ...options, base, commit])) {
    records.push(...group);
    if (records.length > 2 * MOST_CHANGES) break;
  }
  const changes = records
    .slice(0, 2 * MOST_CHANGES)
    .flatMap((head, at) => (at % 2 === 0 ? [parseChange(head, records[at + 1] ?? '')] : []));
  const sizes = await readSizes(
    git,
    changes.map(({ blob }) => blob),
  );
  return changes.map(({ blob: _, ...change }, at) => ({ ...change, bytes: sizes[at] }));
}

/** A head is `:<old mode> <mode> <old blob> <blob> <letter>`. */
function parseChange(head: string, path: string): Omit<ProposedChange, 'bytes'> & { readonly blob: string } {
  const [oldMode = '', mode = '', , blob = '', letter] = head.slice(1).split(' ');
  const kind = letter === 'A' ? 'added' : letter === 'D' ? 'deleted' : 'modified';
  return { path, kind, oldMode, mode, blob };
}

/** The blobs are asked for their size alone: a large one is never read. */
async function readSizes(git: Git, blobs: readonly string[]): Promise<ReadonlyArray<number | undefined>> {
  const input = blobs.map((blob) => `${blob}\n`).join('');
  const printed = await feedGit(git, ['cat-file', '--batch-check=%(objecttype) %(objectsize)'], { input });
  return printed.split('\n').map((line) => {
    const [type, size] = line.split(' ');
    return type === 'blob' ? Number(size) : undefined;
  });
}
