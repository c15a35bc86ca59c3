import type { ObjectReader } from './object-reader.ts';
import { FOLDER_MODE, parseTree, type TreeEntry } from './tree-entries.ts';
import type { TreeChange } from './tree-changes.ts';

/** A folder as two trees hold it, by names that Git knows; undefined where it does not stand. */
export interface TreePair {
  readonly path: string;
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** What one level of folders gives: files that differ, and folders to be looked into. */
interface Level {
  readonly changes: TreeChange[];
  readonly folders: TreePair[];
}

/**
 * Gives the files in which folders differ, in Git's order; it reads only trees that differ, level by level.
 * Undefined where one of the names is a file: whoever asked about a folder has to ask Git itself.
 */
export async function compareTrees(
  reader: ObjectReader,
  pairs: readonly TreePair[],
): Promise<TreeChange[] | undefined> {
  const changes: TreeChange[] = [];
  let folders = pairs;
  while (folders.length > 0) {
    const level = await compareLevel(reader, folders);
    if (level === undefined) {
      return undefined;
    }
    changes.push(...level.changes);
    folders = level.folders;
  }
  return changes
    .map((change) => ({ change, bytes: Buffer.from(change.path) }))
    .sort((a, b) => Buffer.compare(a.bytes, b.bytes))
    .map(({ change }) => change);
}

async function compareLevel(reader: ObjectReader, pairs: readonly TreePair[]): Promise<Level | undefined> {
  const names = pairs.flatMap(({ from, to }) => [from, to]).filter((name) => name !== undefined);
  const objects = await reader.read(names);
  if (objects.some((object) => object !== undefined && object.type !== 'tree')) {
    return undefined;
  }
  const next = objects.values();
  const read = (name: string | undefined) => {
    const object = name === undefined ? undefined : next.next().value;
    return object === undefined ? [] : parseTree(object);
  };
  const level: Level = { changes: [], folders: [] };
  for (const { path, from, to } of pairs) {
    compareEntries(path, [read(from), read(to)], level);
  }
  return level;
}

function compareEntries(
  path: string,
  [from, to]: readonly [readonly TreeEntry[], readonly TreeEntry[]],
  level: Level,
): void {
  const before = new Map(from.map((entry) => [entry.name, entry]));
  const after = new Map(to.map((entry) => [entry.name, entry]));
  for (const name of new Set([...before.keys(), ...after.keys()])) {
    const [old, now] = [before.get(name), after.get(name)];
    if (old?.id === now?.id && old?.mode === now?.mode) continue;
    const [oldFolder, folder] = [toFolder(old), toFolder(now)];
    const inner = `${path}/${name}`;
    if (oldFolder !== undefined || folder !== undefined)
      level.folders.push({ path: inner, from: oldFolder, to: folder });
    level.changes.push(...toChange(inner, toFile(old), toFile(now)));
  }
}

function toFolder(entry: TreeEntry | undefined): string | undefined {
  return entry?.mode === FOLDER_MODE ? entry.id : undefined;
}

function toFile(entry: TreeEntry | undefined): TreeEntry | undefined {
  return entry?.mode === FOLDER_MODE ? undefined : entry;
}

function toChange(path: string, old: TreeEntry | undefined, now: TreeEntry | undefined): TreeChange[] {
  const known = now ?? old;
  if (known === undefined) return [];
  const kind = old === undefined ? 'added' : now === undefined ? 'deleted' : 'modified';
  const absent = '0'.repeat(known.id.length);
  const mode = now?.mode ?? '000000';
  return [{ path, kind, mode, blob: now?.id ?? absent, oldBlob: old?.id ?? absent }];
}
