import { listAncestors } from './deploy-path.ts';
import { hasExtraFiles } from './extra-files.ts';
import type { Git } from './git.ts';
import { streamRecords } from './git-stream.ts';
import type { ObjectReader } from './object-reader.ts';

/** Beyond this many folders, one look at the whole tree is faster than Git's matching of each path with each folder (measured: 150,000 files). */
export const MOST_PATHSPECS = 32;
const ABSENT_MODE = '000000';
const SUBMODULE_MODE = '160000';

/** A difference between the work tree (or the index) and the last commit that no run made. */
export interface HandEdit {
  readonly path: string;
  /** `nested-repository`: a repository of its own, made inside a rendered folder; it is named and left alone. */
  readonly kind: 'modified' | 'deleted' | 'added' | 'nested-repository';
  /** The ref that keeps the edit: `refs/atoll/rescued/<UTC time>`; undefined where nothing could be kept. */
  readonly ref?: string;
}

/** An edit together with what the last commit holds in its place. */
export interface FoundEdit extends HandEdit {
  /** Mode and blob in the last commit; undefined for an added path. */
  readonly committed?: { readonly mode: string; readonly blob: string };
}

/** Where edits are looked for, and the commit that they are compared with. */
export interface EditSearch {
  readonly head: string | undefined;
  readonly objects: ObjectReader;
  readonly folders: readonly string[] | 'all';
}

/** Gives the edits by hand below the folders, or everywhere; files that Git ignores are none. */
export async function findHandEdits(git: Git, search: EditSearch): Promise<FoundEdit[]> {
  const { head, folders } = search;
  if (folders === 'all') {
    return readStatus(git, 'all', []);
  }
  if (folders.length === 0) {
    return [];
  }
  if (folders.length > MOST_PATHSPECS) {
    const asked = new Set(folders);
    return (await readStatus(git, 'all', [])).filter(({ path }) => isBelow(path, asked));
  }
  // To find new files Git hashes every name of the index, 30 of 60 ms at 150,000 files: it is asked only if there are any.
  const [mayDiffer, hasExtra] = await Promise.all([
    mayHaveChanged(git, head, folders),
    hasExtraFiles(git, search, folders),
  ]);
  if (hasExtra) return readStatus(git, 'all', folders);
  return mayDiffer ? readStatus(git, 'no', folders) : [];
}

/** Names every file that differs, and some that were only touched: two thirds of the time of a status, which says the rest. */
async function mayHaveChanged(
  git: Git,
  head: string | undefined,
  folders: readonly string[],
): Promise<boolean> {
  if (head === undefined) return true;
  const args = [
    // Threads that look at all files ahead are for a look at all files.
    ...['-c', 'core.preloadIndex=false'],
    ...['--literal-pathspecs', 'diff-index', '--raw', '-z', '--no-renames', '--ignore-submodules=all'],
    ...[head, '--', ...folders],
  ];
  let isAny = false;
  for await (const records of streamRecords(git, args)) isAny ||= records.length > 0;
  return isAny;
}

async function readStatus(
  git: Git,
  untracked: 'all' | 'no',
  folders: readonly string[],
): Promise<FoundEdit[]> {
  const printed = await git.run([
    '--literal-pathspecs',
    'status',
    '--porcelain=v2',
    '-z',
    // The branch lines are not read: they keep a clean status from printing nothing, which would cost 50 ms.
    '--branch',
    '--no-ahead-behind',
    '--no-renames',
    '--ignore-submodules=all',
    `--untracked-files=${untracked}`,
    '--',
    ...folders,
  ]);
  return printed.split('\0').flatMap(parseStatusRecord);
}

function isBelow(path: string, folders: ReadonlySet<string>): boolean {
  return folders.has(path) || listAncestors(path).some((ancestor) => folders.has(ancestor));
}

function parseStatusRecord(record: string): FoundEdit[] {
  switch (record[0]) {
    case '?':
      return [toAdded(record.slice('? '.length))];
    case '1':
      return toTracked(record, { path: 8, headMode: 3, workMode: 5, blob: 6 });
    case 'u':
      // A merge that somebody left unfinished: stage 2 is what main holds.
      return toTracked(record, { path: 10, headMode: 4, workMode: 6, blob: 8 });
    default:
      return [];
  }
}

function toAdded(path: string): FoundEdit {
  return { path, kind: path.endsWith('/') ? 'nested-repository' : 'added' };
}

/** Columns of a porcelain v2 line, counted from 0. Source: git-status(1), "Porcelain Format Version 2". */
interface StatusColumns {
  readonly path: number;
  readonly headMode: number;
  readonly workMode: number;
  readonly blob: number;
}

function toTracked(record: string, columns: StatusColumns): FoundEdit[] {
  const fields = record.split(' ');
  const path = fields.slice(columns.path).join(' ');
  const mode = fields[columns.headMode] ?? ABSENT_MODE;
  if (mode === SUBMODULE_MODE) {
    return [];
  }
  if (mode === ABSENT_MODE) {
    return [{ path, kind: 'added' }];
  }
  const kind = fields[columns.workMode] === ABSENT_MODE ? 'deleted' : 'modified';
  return [{ path, kind, committed: { mode, blob: fields[columns.blob] ?? '' } }];
}
