import { type BlobReader, openBlobReader } from './blob-reader.ts';
import type { Checkpoint } from './checkpoint.ts';
import type { Git } from './git.ts';
import { type GitStream, openGitStream } from './git-stream.ts';
import { type PendingRun, type Restoration, dropPendingRun } from './pending-run.ts';
import { TEMPORARY_REFS, changeRefs } from './refs.ts';
import { type TreeChange, streamTreeChanges } from './tree-changes.ts';
import { type WorkTree, openWorkTree } from './work-tree.ts';

/** From this many written files on, Git's cache of tree ids is renewed: 60 ms once save 50 ms in each later look (measured: 150,000 files). */
const MANY_FILES = 5_000;

/** The parts that put one commit into the work tree; each path is told to the index behind its file. */
interface Writer {
  readonly tree: WorkTree;
  readonly blobs: BlobReader;
  readonly index: GitStream;
  readonly checkpoint: Checkpoint;
}

/**
 * Brings work tree and index to the run's commit, then forgets the run. The refs have been moved before.
 * The same code serves the normal run and the one after a crash: every step may be done twice.
 */
export async function completeRun(git: Git, pending: PendingRun, checkpoint: Checkpoint): Promise<void> {
  const blobs = openBlobReader(git);
  // It reads what has just been written and so knows size and time of each file: the next status reads none again.
  const index = openGitStream(git, ['update-index', '--add', '--remove', '--replace', '-z', '--stdin']);
  index.output.resume();
  const writer: Writer = { tree: openWorkTree(git), blobs, index, checkpoint };
  try {
    const isMany = (await writeAll(git, writer, pending)) >= MANY_FILES;
    await Promise.all([blobs.close(), index.close()]);
    if (isMany) {
      await git.run(['write-tree']);
    }
  } finally {
    blobs.kill();
    index.kill();
  }
  await checkpoint('index-updated');
  await dropTemporaryRef(git, pending.run);
  await checkpoint('temporary-ref-dropped');
  dropPendingRun(git);
}

/** Drops the carrier of a run's tree, if it is there. */
export async function dropTemporaryRef(git: Git, run: string): Promise<void> {
  await changeRefs(
    git,
    [{ ref: `${TEMPORARY_REFS}/${run}`, to: undefined, from: 'any' }],
    'atoll: run ended',
  );
}

/** What must go goes first: a file may stand where a folder is needed, and the other way round. */
async function writeAll(git: Git, writer: Writer, pending: PendingRun): Promise<number> {
  await removeFiles(
    writer,
    pending.restorations.filter(({ committed }) => committed === undefined),
  );
  await writeFiles(writer, pending.restorations.flatMap(toWritten));
  if (pending.commit === undefined) {
    return pending.restorations.length;
  }
  for await (const changes of streamTreeChanges(git, pending.commit, 'deleted')) {
    await removeFiles(writer, changes);
  }
  await writer.checkpoint('files-removed');
  let written = 0;
  for await (const changes of streamTreeChanges(git, pending.commit, 'written')) {
    await writeFiles(writer, changes);
    written += changes.length;
  }
  await writer.checkpoint('files-written');
  return written;
}

function toWritten({ path, committed }: Restoration): Array<Pick<TreeChange, 'path' | 'mode' | 'blob'>> {
  return committed === undefined ? [] : [{ path, ...committed }];
}

async function removeFiles(writer: Writer, gone: ReadonlyArray<{ readonly path: string }>): Promise<void> {
  for (const { path } of gone) {
    writer.tree.remove(path);
  }
  await tellIndex(writer, gone);
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
  await tellIndex(writer, files);
}

async function tellIndex(writer: Writer, files: ReadonlyArray<{ readonly path: string }>): Promise<void> {
  if (files.length > 0) {
    await writer.index.write(files.map(({ path }) => `${path}\0`).join(''));
  }
}
