import { abandonRun } from './abandon-run.ts';
import { type CommittedFolders, commitFolders } from './commit-folders.ts';
import { completeRun, openIndexUpdate } from './complete-run.ts';
import { DeployRepoError } from './deploy-repo-error.ts';
import type { GitStream } from './git-stream.ts';
import { type FoundEdit, type HandEdit, findHandEdits } from './hand-edits.ts';
import { dropPendingRun, writePendingRun } from './pending-run.ts';
import {
  MAIN_REF,
  dropTemporaryRef,
  feedRefUpdate,
  openRefUpdate,
  toBranchRef,
  toCarrierDrop,
} from './refs.ts';
import { keepHandEdits } from './rescue.ts';
import type { FinishOptions, RunResult } from './run.ts';
import type { RunStart, WrittenFolders } from './run-start.ts';
import { assertRealWay } from './work-tree.ts';

/** All that is known and stored before the first ref moves. */
interface PreparedRun extends CommittedFolders {
  readonly edits: readonly FoundEdit[];
  readonly handEdits: readonly HandEdit[];
}

/** Commits what was written if it differs, and brings refs, work tree and index along. */
export async function finishRun(
  start: RunStart,
  written: WrittenFolders,
  options: FinishOptions,
): Promise<RunResult> {
  // Reading the index of 150,000 files takes as long as all that comes before its first change.
  const index = start.index ?? (written.import === undefined ? undefined : openIndexUpdate(start.git));
  const waiting: WaitingFolders = { ...written, index, refs: undefined };
  try {
    return await finishWith(start, waiting, options);
  } finally {
    // Without a path or a ref they change nothing and give their locks back; harmless when they have ended.
    await Promise.all([index, waiting.refs].map(closeQuietly));
  }
}

async function closeQuietly(opened: { close(): Promise<void> } | undefined): Promise<void> {
  await opened?.close().catch(() => undefined);
}

/** What has been written, and the processes that wait for what becomes of it; absent where nothing was written. */
interface WaitingFolders extends WrittenFolders {
  readonly index: GitStream | undefined;
  refs: GitStream | undefined;
}

async function finishWith(
  start: RunStart,
  written: WaitingFolders,
  options: FinishOptions,
): Promise<RunResult> {
  const prepared = await prepareRun(start, written, options).catch(async (error: unknown) => {
    await abandonRun(start, written.import);
    throw error;
  });
  const { commit, changes, branches, handEdits } = prepared;
  if (commit !== undefined || prepared.edits.length > 0) {
    await settleRun(start, prepared, written);
  } else if (written.import !== undefined) {
    await dropTemporaryRef(start.git, start.id);
  }
  const head = commit ?? start.head;
  return {
    ...(commit === undefined ? {} : { commit }),
    ...(head === undefined ? {} : { head }),
    changes,
    branches,
    handEdits,
  };
}

async function prepareRun(
  start: RunStart,
  written: WaitingFolders,
  options: FinishOptions,
): Promise<PreparedRun> {
  const folders = [...written.folders];
  assertRealWay(start.git, folders);
  // Edits must be known before the work tree is touched; until then Git makes the commit.
  const committing = commitFolders(start, written, options);
  const finding = findEdits(start, options.verify === 'all' ? 'all' : folders);
  // Behind the end of the import, which Git works on from here, and before its commit, which it must not keep waiting.
  if (written.import !== undefined) written.refs = openRefUpdate(start.git, 'atoll: render');
  const [committed, found] = await Promise.all([committing, finding]);
  // Nothing is asked any more, and its end need not be waited for behind all others.
  void closeQuietly(start.objects);
  const edits = found.filter(({ kind }) => kind !== 'nested-repository');
  const ref = await keepEdits(start, edits);
  return { ...committed, edits, handEdits: found.map(({ path, kind }) => toHandEdit(path, kind, ref)) };
}

function findEdits(
  { git, head, objects, editsAhead }: RunStart,
  folders: readonly string[] | 'all',
): Promise<readonly FoundEdit[]> {
  return editsAhead === undefined
    ? findHandEdits(git, { head, objects, folders })
    : editsAhead.find({ head, objects, folders });
}

async function keepEdits(start: RunStart, edits: readonly FoundEdit[]): Promise<string | undefined> {
  if (edits.length === 0) {
    return undefined;
  }
  const ref = await keepHandEdits(start.git, { paths: edits, parent: start.head, time: start.now() });
  await start.checkpoint('edits-kept');
  return ref;
}

function toHandEdit(path: string, kind: HandEdit['kind'], ref: string | undefined): HandEdit {
  return kind === 'nested-repository' || ref === undefined ? { path, kind } : { path, kind, ref };
}

/** From here on a crash is finished by the next run, never undone. */
async function settleRun(
  start: RunStart,
  prepared: PreparedRun,
  { index, refs }: WaitingFolders,
): Promise<void> {
  const { git, id, head, checkpoint } = start;
  const { commit, branches } = prepared;
  const restorations = prepared.edits.map(({ path, committed }) =>
    committed === undefined ? { path } : { path, committed },
  );
  const pending = {
    run: id,
    ...(head === undefined ? {} : { from: head }),
    ...(commit === undefined ? {} : { commit }),
    branches,
    restorations,
  };
  writePendingRun(git, pending);
  await checkpoint('pending-written');
  if (commit !== undefined) {
    await moveRefs(start, prepared, { commit, refs });
  }
  await checkpoint('refs-moved');
  if (commit !== undefined) await checkpoint('temporary-ref-dropped');
  await completeRun(git, pending, {
    checkpoint,
    changes: prepared.listed,
    contents: prepared.contents,
    index,
  });
}

async function moveRefs(
  { git, id, head }: RunStart,
  { branches, standing }: PreparedRun,
  { commit, refs }: { readonly commit: string; readonly refs: GitStream | undefined },
): Promise<void> {
  const others = branches
    .map(toBranchRef)
    .map((ref) => ({ ref, to: commit, from: standing.get(ref) ?? 'absent' }));
  try {
    await feedRefUpdate(refs ?? openRefUpdate(git, 'atoll: render'), [
      { ref: MAIN_REF, to: commit, from: head ?? 'absent' },
      ...others,
      toCarrierDrop(id),
    ]);
  } catch (error) {
    if (error instanceof DeployRepoError && error.code === 'ERR_DEPLOY_REPO_MOVED') {
      dropPendingRun(git);
      await dropTemporaryRef(git, id);
    }
    throw error;
  }
}
