import { type BlobReader, openLazyBlobReader } from './blob-reader.ts';
import type { Checkpoint } from './checkpoint.ts';
import type { Git } from './git.ts';
import { type GitStream, feedGit, openGitStream } from './git-stream.ts';
import { type PendingRun, type Restoration, dropPendingRun } from './pending-run.ts';
import { dropTemporaryRef } from './refs.ts';
import { type TreeChange, type TreeChangeFilter, streamTreeChanges } from './tree-changes.ts';
import { type WorkTree, openWorkTree } from './work-tree.ts';

/** From this many written files on, Git's cache of tree ids is renewed: 60 ms once save 50 ms in each later look (measured: 150,000 files). */
const MANY_FILES = 5_000;

/**
 * Three changed files are written as three entries beside the shared part of the index, not as all 187,000 anew: 70 ms of
 * Git instead of 240 (measured). A shared part that was replaced stays for an hour, for whoever is still reading it.
 */
const SPLIT_INDEX = ['-c', 'core.splitIndex=true', '-c', 'splitIndex.sharedIndexExpire=1.hour.ago'];

/** Contents held in memory together, some kB each; Git's own lists come in groups of about this size. */
const FILES_AT_ONCE = 256;

/** What completing a run takes beside its note. */
export interface Completion {
  readonly checkpoint: Checkpoint;
  /** The changes of its commit, if they are known; Git is asked otherwise. */
  readonly changes?: readonly TreeChange[] | undefined;
  /** Contents by blob, as far as they are known; Git is asked for the others. */
  readonly contents?: ReadonlyMap<string, Buffer> | undefined;
  /** The update of the index, if it is running; started otherwise. */
  readonly index?: GitStream | undefined;
}

/** The parts that put one commit into the work tree; each written path is told to the index behind its file. */
interface Writer extends Omit<Completion, 'index'> {
  readonly tree: WorkTree;
  readonly blobs: BlobReader;
  readonly index: GitStream;
  /** Told to the index last: only then is it known what stands in their place. */
  readonly removed: string[];
}

/**
 * Brings work tree and index to the run's commit, then forgets the run. The refs have been moved before, and the carrier dropped.
 * The same code serves the normal run and the one after a crash: every step may be done twice.
 */
export async function completeRun(git: Git, pending: PendingRun, completion: Completion): Promise<void> {
  const { checkpoint } = completion;
  const blobs = openLazyBlobReader(git, completion.contents);
  const index = completion.index ?? openIndexUpdate(git);
  const writer: Writer = { tree: openWorkTree(git), blobs, removed: [], ...completion, index };
  try {
    const isMany = (await writeAll(git, writer, pending)) >= MANY_FILES;
    await Promise.all([blobs.close(), endIndex(git, writer), dropCarrier(git, pending)]);
    if (isMany) {
      await git.run(['write-tree']);
    }
  } finally {
    blobs.kill();
    index.kill();
  }
  await checkpoint('index-updated');
  dropPendingRun(git);
}

/** It has gone as the refs moved, if there was a commit to move them to. */
async function dropCarrier(git: Git, { run, commit }: PendingRun): Promise<void> {
  if (commit === undefined) await dropTemporaryRef(git, run);
}

/**
 * Starts the process that is told each path behind its file; it takes the index's lock and reads the index at once,
 * which takes longer than all else at 150,000 files.
 */
export function openIndexUpdate(git: Git): GitStream {
  // It reads what has just been written and so knows size and time of each file: the next status reads none again.
  const index = openGitStream(git, [
    ...SPLIT_INDEX,
    'update-index',
    '--add',
    '--remove',
    '--replace',
    '-z',
    '--stdin',
  ]);
  index.output.resume();
  return index;
}

/** What must go goes first: a file may stand where a folder is needed, and the other way round. */
async function writeAll(git: Git, writer: Writer, pending: PendingRun): Promise<number> {
  removeFiles(
    writer,
    pending.restorations.filter(({ committed }) => committed === undefined),
  );
  const restored = pending.restorations.flatMap(toWritten);
  for (let from = 0; from < restored.length; from += FILES_AT_ONCE) {
    await writeFiles(writer, restored.slice(from, from + FILES_AT_ONCE));
  }
  if (pending.commit === undefined) {
    return pending.restorations.length;
  }
  for await (const changes of groupChanges(
    git,
    { commit: pending.commit, filter: 'deleted' },
    writer.changes,
  )) {
    removeFiles(writer, changes);
  }
  await writer.checkpoint('files-removed');
  let written = 0;
  for await (const changes of groupChanges(
    git,
    { commit: pending.commit, filter: 'written' },
    writer.changes,
  )) {
    await writeFiles(writer, changes);
    written += changes.length;
  }
  await writer.checkpoint('files-written');
  return written;
}

/** Gives the changes of a commit in groups that memory can hold, without Git if they are known. */
async function* groupChanges(
  git: Git,
  { commit, filter }: { readonly commit: string; readonly filter: TreeChangeFilter },
  known: readonly TreeChange[] | undefined,
): AsyncGenerator<readonly TreeChange[]> {
  if (known === undefined) {
    yield* streamTreeChanges(git, commit, filter);
    return;
  }
  const wanted = known.filter(({ kind }) => (kind === 'deleted') === (filter === 'deleted'));
  for (let from = 0; from < wanted.length; from += FILES_AT_ONCE) {
    yield wanted.slice(from, from + FILES_AT_ONCE);
  }
}

function toWritten({ path, committed }: Restoration): Array<Pick<TreeChange, 'path' | 'mode' | 'blob'>> {
  return committed === undefined ? [] : [{ path, ...committed }];
}

function removeFiles(writer: Writer, gone: ReadonlyArray<{ readonly path: string }>): void {
  for (const { path } of gone) {
    writer.tree.remove(path);
    writer.removed.push(path);
  }
}

/** Where a folder stands now, Git refuses the plain removal, but for the first time: after a crash it must be forced. */
async function endIndex(git: Git, { tree, index, removed }: Writer): Promise<void> {
  const gone = removed.filter((path) => !tree.isFolder(path));
  await index.write(gone.map((path) => `${path}\0`).join(''));
  await index.close();
  const covered = removed.filter((path) => tree.isFolder(path));
  if (covered.length > 0) {
    const input = covered.map((path) => `${path}\0`).join('');
    await feedGit(git, ['update-index', '--force-remove', '-z', '--stdin'], { input });
  }
}

async function writeFiles(
  writer: Writer,
  files: ReadonlyArray<Pick<TreeChange, 'path' | 'mode' | 'blob'>>,
): Promise<void> {
  const contents = await writer.blobs.read(files.map(({ blob }) => blob));
  for (const [position, { path, mode }] of files.entries()) {
    const content = contents[position];
    // A submodule that somebody committed by hand has no blob.
    if (content !== undefined) {
      writer.tree.write(path, mode, content);
      await writer.checkpoint('file-written');
    }
  }
  if (files.length > 0) {
    await writer.index.write(files.map(({ path }) => `${path}\0`).join(''));
  }
}
