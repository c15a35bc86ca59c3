import { join } from 'node:path';
import { rmSync } from 'node:fs';
import type { Git } from './git.ts';
import { feedGit } from './git-stream.ts';
import type { HandEdit } from './hand-edits.ts';
import { RESCUED_REFS, changeRefs, readRefs } from './refs.ts';

/** Paths that the message names; the commit itself shows the rest. */
const NAMED_PATHS = 100;
const RESCUE_INDEX = 'atoll-rescue-index';

/** What is to be kept, and under which commit. */
export interface Rescue {
  readonly paths: ReadonlyArray<Pick<HandEdit, 'path' | 'kind'>>;
  /** The commit on which the edits were made; undefined in a new repository. */
  readonly parent: string | undefined;
  readonly time: Date;
}

/** Keeps the work tree's state of these paths as a commit on their parent, and gives the ref that holds it. */
export async function keepHandEdits(git: Git, rescue: Rescue): Promise<string> {
  const tree = await writeEditedTree(git, rescue);
  const parents = rescue.parent === undefined ? [] : ['-p', rescue.parent];
  const commit = await git.run(
    ['commit-tree', tree, ...parents, '-m', renderRescueMessage(rescue)],
    toDateVariables(rescue.time),
  );
  const ref = await toFreeRef(git, rescue.time);
  await changeRefs(git, [{ ref, to: commit.trim(), from: 'absent' }], 'atoll: keep edits by hand');
  return ref;
}

/** Gives the variables that fix a commit's time, to the second, in UTC. */
export function toDateVariables(time: Date): Record<string, string> {
  const date = `@${Math.floor(time.getTime() / 1000)} +0000`;
  return { GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
}

/** Works in an index of its own, so that the real one never holds an edit. */
async function writeEditedTree(git: Git, rescue: Rescue): Promise<string> {
  const index = join(git.gitDir, RESCUE_INDEX);
  const extra = { GIT_INDEX_FILE: index };
  try {
    rmSync(index, { force: true });
    // Only a power cut leaves it; the caller holds the run's lock, so nobody else works with it.
    rmSync(`${index}.lock`, { force: true });
    if (rescue.parent !== undefined) {
      await git.run(['read-tree', rescue.parent], extra);
    }
    const gone = rescue.paths.filter(({ kind }) => kind === 'deleted');
    const there = rescue.paths.filter(({ kind }) => kind !== 'deleted');
    // Forced, since a link may stand where the folder was, and Git refuses to look behind it.
    await feedGit(git, ['update-index', '--force-remove', '-z', '--stdin'], { input: toPaths(gone), extra });
    await feedGit(git, ['update-index', '--add', '--remove', '--replace', '-z', '--stdin'], {
      input: toPaths(there),
      extra,
    });
    return (await git.run(['write-tree'], extra)).trim();
  } finally {
    rmSync(index, { force: true });
  }
}

function toPaths(edits: Rescue['paths']): string {
  return edits.map(({ path }) => `${path}\0`).join('');
}

function renderRescueMessage(rescue: Rescue): string {
  const lines = rescue.paths.slice(0, NAMED_PATHS).map(({ path, kind }) => `${kind.padEnd(8)} ${path}`);
  const more = rescue.paths.length - lines.length;
  const rest = more > 0 ? [`and ${more} more`] : [];
  const base = rescue.parent === undefined ? 'an empty repository' : `commit ${rescue.parent}`;
  return [`Edits by hand on ${base}`, '', ...lines, ...rest].join('\n');
}

/** Two findings in one second get `<time>` and `<time>-2`. */
async function toFreeRef(git: Git, time: Date): Promise<string> {
  const stamp = time.toISOString().replace(/[-:]|\.\d+/g, '');
  const taken = await readRefs(git, [`${RESCUED_REFS}/${stamp}*`]);
  return `${RESCUED_REFS}/${stamp}${taken.size === 0 ? '' : `-${taken.size + 1}`}`;
}
