import { openBlobReader } from './blob-reader.ts';
import { type ChangeSummary, summarizeChanges } from './change-summary.ts';
import { renderCommitMessage } from './commit-message.ts';
import { parseBranchName } from './deploy-path.ts';
import type { Git } from './git.ts';
import { MAIN_REF, readNamedRefs, readRefs, TEMPORARY_REFS, toBranchRef } from './refs.ts';
import { toDateVariables } from './rescue.ts';
import type { FinishOptions } from './run.ts';
import type { RunStart, WrittenFolders } from './run-start.ts';
import { toSigningArguments } from './signing-key.ts';
import { recordChanges, streamTreeChanges, type TreeChange } from './tree-changes.ts';

/** Beyond this many, all branches are read: Git compares each ref with each name. */
const MOST_NAMED_REFS = 32;

/** Changes kept in memory for the work tree, 300 bytes each: those of a few regions. */
const MOST_KEPT_CHANGES = 2_000;

/** Contents kept in memory for the work tree, some kB each: those of one region. */
const MOST_KEPT_CONTENTS = 400;

/** What the run's folders changed, and the commit of it, to which no ref points yet. */
export interface CommittedFolders {
  readonly changes: ChangeSummary;
  /** The changes one by one, if they are few. */
  readonly listed: readonly TreeChange[] | undefined;
  /** The contents of changed files by blob, if they are very few. */
  readonly contents: ReadonlyMap<string, Buffer> | undefined;
  readonly branches: readonly string[];
  /** Where refs stand, at least main and the branches to be moved. */
  readonly standing: ReadonlyMap<string, string>;
  /** Undefined if nothing changed. */
  readonly commit: string | undefined;
}

/** Ends the import and commits what it changed. */
export async function commitFolders(
  start: RunStart,
  written: WrittenFolders,
  options: FinishOptions,
): Promise<CommittedFolders> {
  const { changes, listed } = await importFolders(start, written);
  await start.checkpoint('imported');
  if (changes.total === 0) {
    return { changes, listed, contents: undefined, branches: [], standing: new Map(), commit: undefined };
  }
  const changed = changes.folders.map(({ folder }) => folder);
  const named = options.branches?.(changed) ?? [];
  const branches = [...new Set(named.map(parseBranchName))].toSorted();
  const [commit, standing, contents] = await Promise.all([
    writeCommit(start, toParagraphs(options, changed)),
    readStanding(start.git, branches),
    readContents(start.git, listed),
  ]);
  await start.checkpoint('committed');
  return { changes, listed, contents, branches, standing, commit };
}

async function importFolders(
  start: RunStart,
  written: WrittenFolders,
): Promise<Pick<CommittedFolders, 'changes' | 'listed'>> {
  if (written.import === undefined) {
    return { changes: { folders: [], paths: [], total: 0 }, listed: [] };
  }
  await written.import.finish();
  const carrier = `${TEMPORARY_REFS}/${start.id}`;
  const recorded = recordChanges(streamTreeChanges(start.git, carrier, 'all'), MOST_KEPT_CHANGES);
  const changes = await summarizeChanges(recorded.stream, written.folders);
  return { changes, listed: recorded.list() };
}

function toParagraphs(
  { message, trailers }: FinishOptions,
  changedFolders: readonly string[],
): readonly string[] {
  const text = typeof message === 'string' ? message : message(changedFolders);
  return renderCommitMessage({ message: text, ...(trailers === undefined ? {} : { trailers }) });
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

function readStanding(git: Git, branches: readonly string[]): Promise<Map<string, string>> {
  return branches.length > MOST_NAMED_REFS
    ? readRefs(git, ['refs/heads'])
    : readNamedRefs(git, [MAIN_REF, ...branches.map(toBranchRef)]);
}

/** Reads ahead what the work tree will be given, beside the commit. */
async function readContents(
  git: Git,
  changes: readonly TreeChange[] | undefined,
): Promise<ReadonlyMap<string, Buffer> | undefined> {
  if (changes === undefined || changes.length > MOST_KEPT_CONTENTS) {
    return undefined;
  }
  const blobs = changes.filter(({ kind }) => kind !== 'deleted').map(({ blob }) => blob);
  const reader = openBlobReader(git);
  try {
    const contents = await reader.read(blobs);
    await reader.close();
    return new Map(
      blobs.flatMap((blob, at) => {
        const content = contents[at];
        return content === undefined ? [] : [[blob, content] as const];
      }),
    );
  } finally {
    reader.kill();
  }
}
