import { type ChangeSummary, summarizeChanges } from './change-summary.ts';
import type { Checkpoint } from './checkpoint.ts';
import { type CommitMessage, renderCommitMessage } from './commit-message.ts';
import { completeRun, dropTemporaryRef, openIndexUpdate } from './complete-run.ts';
import { parseBranchName } from './deploy-path.ts';
import { DeployRepoError } from './deploy-repo-error.ts';
import type { FolderImport } from './folder-import.ts';
import type { Git } from './git.ts';
import type { GitStream } from './git-stream.ts';
import { type FoundEdit, type HandEdit, findHandEdits } from './hand-edits.ts';
import { dropPendingRun, writePendingRun } from './pending-run.ts';
import { MAIN_REF, TEMPORARY_REFS, changeRefs, readNamedRefs, readRefs } from './refs.ts';
import { keepHandEdits, toDateVariables } from './rescue.ts';
import type { FinishOptions, RunResult } from './run.ts';
import { type SigningKey, toSigningArguments } from './signing-key.ts';
import { recordChanges, streamTreeChanges, type TreeChange } from './tree-changes.ts';
import { assertRealWay } from './work-tree.ts';

/** Beyond this many, all branches are read: Git compares each ref with each name. */
const MOST_NAMED_REFS = 32;

/** Changes kept in memory for the work tree, 300 bytes each: those of a few regions. */
const MOST_KEPT_CHANGES = 2_000;

/** What a run starts with; its lock is held by the caller. */
export interface RunStart {
  readonly git: Git;
  /** Names the temporary ref; unique. */
  readonly id: string;
  /** Main at the start; undefined in a new repository. */
  readonly head: string | undefined;
  /** The time of the commit. */
  readonly now: () => Date;
  readonly signingKey: SigningKey | undefined;
  readonly checkpoint: Checkpoint;
}

/** What a run has written: its folders, and the import that holds them (none, if there are no folders). */
export interface WrittenFolders {
  readonly folders: ReadonlySet<string>;
  readonly import: FolderImport | undefined;
}

/** What the import changed: counted, and one by one if they are few. */
interface ImportedChanges {
  readonly changes: ChangeSummary;
  readonly listed: readonly TreeChange[] | undefined;
}

/** All that is known and stored before the first ref moves. */
interface PreparedRun extends ImportedChanges {
  readonly edits: readonly FoundEdit[];
  readonly handEdits: readonly HandEdit[];
  readonly branches: readonly string[];
  /** Where refs stand, at least main and the branches to be moved. */
  readonly standing: ReadonlyMap<string, string>;
  readonly commit: string | undefined;
}

/** Commits what was written if it differs, and brings refs, work tree and index along. */
export async function finishRun(
  start: RunStart,
  written: WrittenFolders,
  options: FinishOptions,
): Promise<RunResult> {
  // Reading the index of 150,000 files takes as long as all that comes before its first change.
  const index = written.import === undefined ? undefined : openIndexUpdate(start.git);
  try {
    return await finishWithIndex(start, { ...written, index }, options);
  } finally {
    // Without a path it changes nothing and gives its lock back; harmless when it has ended.
    await index?.close().catch(() => undefined);
  }
}

async function finishWithIndex(
  start: RunStart,
  written: WrittenFolders & { readonly index: GitStream | undefined },
  options: FinishOptions,
): Promise<RunResult> {
  const prepared = await prepareRun(start, written, options).catch(async (error: unknown) => {
    await abandonRun(start, written.import);
    throw error;
  });
  const { commit, changes, branches, handEdits } = prepared;
  if (commit !== undefined || prepared.edits.length > 0) {
    await settleRun(start, prepared, written.index);
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

/** Ends an import whose tree is not wanted; that it failed has been told elsewhere. */
export async function abandonRun(start: RunStart, running: FolderImport | undefined): Promise<void> {
  if (running !== undefined) {
    await running.finish().catch(() => undefined);
    await dropTemporaryRef(start.git, start.id);
  }
}

async function prepareRun(
  start: RunStart,
  written: WrittenFolders,
  options: FinishOptions,
): Promise<PreparedRun> {
  const folders = [...written.folders];
  assertRealWay(start.git, folders);
  const [{ changes, listed }, found] = await Promise.all([
    importFolders(start, written),
    findHandEdits(start.git, { head: start.head, folders: options.verify === 'all' ? 'all' : folders }),
  ]);
  await start.checkpoint('imported');
  const edits = found.filter(({ kind }) => kind !== 'nested-repository');
  const ref = await keepEdits(start, edits);
  const handEdits = found.map(({ path, kind }) => toHandEdit(path, kind, ref));
  if (changes.total === 0) {
    return { changes, listed, edits, handEdits, branches: [], standing: new Map(), commit: undefined };
  }
  const changed = changes.folders.map(({ folder }) => folder);
  const named = options.branches?.(changed) ?? [];
  const branches = [...new Set(named.map(parseBranchName))].toSorted();
  const [commit, standing] = await Promise.all([
    writeCommit(start, renderCommitMessage(toCommitMessage(options, changed))),
    readStanding(start.git, branches),
  ]);
  await start.checkpoint('committed');
  return { changes, listed, edits, handEdits, branches, standing, commit };
}

function toCommitMessage(
  { message, trailers }: FinishOptions,
  changedFolders: readonly string[],
): CommitMessage {
  const text = typeof message === 'string' ? message : message(changedFolders);
  return { message: text, ...(trailers === undefined ? {} : { trailers }) };
}

async function importFolders(start: RunStart, written: WrittenFolders): Promise<ImportedChanges> {
  if (written.import === undefined) {
    return { changes: { folders: [], paths: [], total: 0 }, listed: [] };
  }
  await written.import.finish();
  const carrier = `${TEMPORARY_REFS}/${start.id}`;
  const recorded = recordChanges(streamTreeChanges(start.git, carrier, 'all'), MOST_KEPT_CHANGES);
  const changes = await summarizeChanges(recorded.stream, written.folders);
  return { changes, listed: recorded.list() };
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

async function writeCommit(start: RunStart, paragraphs: readonly string[]): Promise<string> {
  const { before, behind } = toSigningArguments(start.signingKey);
  const parents = start.head === undefined ? [] : ['-p', start.head];
  const tree = `${TEMPORARY_REFS}/${start.id}^{tree}`;
  const printed = await start.git.run(
    [...before, 'commit-tree', ...behind, ...parents, ...paragraphs.flatMap((text) => ['-m', text]), tree],
    toDateVariables(start.now()),
  );
  return printed.trim();
}

/** From here on a crash is finished by the next run, never undone. */
async function settleRun(
  start: RunStart,
  prepared: PreparedRun,
  index: GitStream | undefined,
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
    await moveRefs(start, prepared, commit);
  }
  await checkpoint('refs-moved');
  await completeRun(git, pending, { checkpoint, changes: prepared.listed, index });
}

function readStanding(git: Git, branches: readonly string[]): Promise<Map<string, string>> {
  return branches.length > MOST_NAMED_REFS
    ? readRefs(git, ['refs/heads'])
    : readNamedRefs(git, [MAIN_REF, ...branches.map(toBranchRef)]);
}

function toBranchRef(name: string): string {
  return `refs/heads/${name}`;
}

async function moveRefs(
  { git, id, head }: RunStart,
  { branches, standing }: PreparedRun,
  commit: string,
): Promise<void> {
  const others = branches
    .map(toBranchRef)
    .map((ref) => ({ ref, to: commit, from: standing.get(ref) ?? 'absent' }));
  try {
    await changeRefs(
      git,
      [{ ref: MAIN_REF, to: commit, from: head ?? 'absent' }, ...others],
      'atoll: render',
    );
  } catch (error) {
    if (error instanceof DeployRepoError && error.code === 'ERR_DEPLOY_REPO_MOVED') {
      dropPendingRun(git);
      await dropTemporaryRef(git, id);
    }
    throw error;
  }
}
