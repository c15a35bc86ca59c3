import { readBlobs } from './blob-reader.ts';
import type { ChangeSummary } from './change-summary.ts';
import type { Git } from './git.ts';
import { importFolders } from './import-folders.ts';
import type { ObjectReader } from './object-reader.ts';
import { MAIN_REF, readNamedRefs, readRefs, toBranchRef } from './refs.ts';
import type { FinishOptions } from './run.ts';
import type { RunStart, WrittenFolders } from './run-start.ts';
import type { TreeChange } from './tree-changes.ts';
import { nameBranches, writeCommit } from './write-commit.ts';

/** Beyond this many, all branches are read: Git compares each ref with each name. */
const MOST_NAMED_REFS = 32;

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
  const branches = nameBranches(start, options, changed);
  const [commit, standing, contents] = await Promise.all([
    writeCommit(start, options, changes),
    readStanding(start.git, branches),
    readContents(start.objects, listed),
  ]);
  await start.checkpoint('committed');
  return { changes, listed, contents, branches, standing, commit };
}

function readStanding(git: Git, branches: readonly string[]): Promise<Map<string, string>> {
  return branches.length > MOST_NAMED_REFS
    ? readRefs(git, ['refs/heads'])
    : readNamedRefs(git, [MAIN_REF, ...branches.map(toBranchRef)]);
}

/** Reads ahead what the work tree will be given, beside the commit. */
async function readContents(
  objects: ObjectReader,
  changes: readonly TreeChange[] | undefined,
): Promise<ReadonlyMap<string, Buffer> | undefined> {
  if (changes === undefined || changes.length > MOST_KEPT_CONTENTS) {
    return undefined;
  }
  const blobs = changes.filter(({ kind }) => kind !== 'deleted').map(({ blob }) => blob);
  const contents = await readBlobs(objects, blobs);
  return new Map(
    blobs.flatMap((blob, at) => {
      const content = contents[at];
      return content === undefined ? [] : [[blob, content] as const];
    }),
  );
}
