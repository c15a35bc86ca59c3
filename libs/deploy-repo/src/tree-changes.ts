import { join } from 'node:path';
import type { Git } from './git.ts';
import { streamRecords } from './git-stream.ts';

/** One path in which a commit differs from its parent. */
export interface TreeChange {
  readonly path: string;
  readonly kind: 'added' | 'modified' | 'deleted';
  /** Git's mode in the commit, for example `100644`; zeros for a deleted path. */
  readonly mode: string;
  readonly blob: string;
  /** The blob in the parent; zeros for an added path. */
  readonly oldBlob: string;
}

/** Which paths are asked for: all, those that went, or those that must be written. */
export type TreeChangeFilter = 'all' | 'deleted' | 'written';

/** Git reads the whole index here without using it (22 of 26 ms at 150,000 files); a name that does not exist spares that. */
const NO_INDEX = 'atoll-no-index';

const FILTER_OPTIONS: Readonly<Record<TreeChangeFilter, readonly string[]>> = {
  all: [],
  deleted: ['--diff-filter=D'],
  written: ['--diff-filter=d'],
};

/** Gives the paths in which a commit differs from its parent (all of them for a first commit), in groups as Git finds them. */
export async function* streamTreeChanges(
  git: Git,
  commit: string,
  filter: TreeChangeFilter,
): AsyncGenerator<TreeChange[]> {
  const options = ['--root', '-r', '-z', '--no-commit-id', '--no-renames', ...FILTER_OPTIONS[filter]];
  const extra = { GIT_INDEX_FILE: join(git.gitDir, NO_INDEX) };
  let head: string | undefined;
  for await (const records of streamRecords(git, ['diff-tree', ...options, commit], extra)) {
    const changes: TreeChange[] = [];
    for (const record of records) {
      if (head === undefined) {
        head = record;
      } else {
        changes.push(parseChange(head, record));
        head = undefined;
      }
    }
    yield changes;
  }
}

/** Changes that go by, kept as long as they are few. */
export interface RecordedChanges {
  readonly stream: AsyncIterable<readonly TreeChange[]>;
  /** All of them once the stream has ended; undefined if they were too many. */
  list(): readonly TreeChange[] | undefined;
}

/** Lets changes go by and keeps up to `most` of them, so that Git need not be asked again. */
export function recordChanges(source: AsyncIterable<readonly TreeChange[]>, most: number): RecordedChanges {
  const kept: TreeChange[] = [];
  let isWhole = false;
  let total = 0;
  async function* pass(): AsyncGenerator<readonly TreeChange[]> {
    for await (const changes of source) {
      total += changes.length;
      if (total <= most) kept.push(...changes);
      yield changes;
    }
    isWhole = total <= most;
  }
  return { stream: pass(), list: () => (isWhole ? kept : undefined) };
}

/** A head is `:<old mode> <mode> <old blob> <blob> <letter>`. */
function parseChange(head: string, path: string): TreeChange {
  const [, mode = '', oldBlob = '', blob = '', letter] = head.split(' ');
  const kind = letter === 'A' ? 'added' : letter === 'D' ? 'deleted' : 'modified';
  return { path, kind, mode, blob, oldBlob };
}
