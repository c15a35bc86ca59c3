import type { Problem } from '@atoll/core';
import { openBlobReader } from '../blob-reader.ts';
import { parseDeployPath } from '../deploy-path.ts';
import type { Git } from '../git.ts';
import { streamRecords } from '../git-stream.ts';
import type { DesiredFile, DesiredFolder } from './desired-state.ts';
import { type TreeEntry, explainContent, explainEntry } from './manifest-problem.ts';

/** Bytes of contents asked of Git at once: the answers are held together. */
const GROUP_BYTES = 4 * 1_024 * 1_024;

/** `<mode> <type> <id> <size, or - for a tree>\t<path>`. Source: git-ls-tree(1), --long. */
const ENTRY = /^(\d+) (\w+) ([0-9a-f]+) +(\d+|-)\t(.*)$/s;

/** What to read. */
export interface FolderAsked {
  readonly revision: string;
  readonly folder: string;
  /** Blobs whose text is not wanted. */
  readonly known: ReadonlySet<string>;
}

/** Reads the manifests that a commit has below a folder, and says which files are none. */
export async function readManifests(git: Git, asked: FolderAsked): Promise<DesiredFolder> {
  const { revision, folder, known } = asked;
  const { tree, entries } = await listEntries(git, revision, folder);
  const problems: Problem[] = [];
  const plain = entries.filter((entry) => {
    const problem = explainEntry(entry);
    if (problem !== undefined) problems.push(problem);
    return problem === undefined;
  });
  const contents = await readContents(git, plain, known);
  const files = plain.flatMap(({ path, id, bytes }): DesiredFile[] => {
    const content = contents.get(id);
    if (content === undefined) return [{ path, blob: id, bytes, text: undefined }];
    const found = explainContent(path, content);
    if (typeof found === 'string') return [{ path, blob: id, bytes, text: found }];
    problems.push(found);
    return [];
  });
  problems.sort((a, b) => (a.file < b.file ? -1 : 1));
  return { revision, folder, tree, files, problems };
}

async function listEntries(
  git: Git,
  revision: string,
  folder: string,
): Promise<{ readonly tree: string | undefined; readonly entries: readonly TreeEntry[] }> {
  const below = folder === '' ? [] : ['--', `${parseDeployPath(folder)}/`];
  const entries: TreeEntry[] = [];
  let tree: string | undefined = folder === '' ? revision : undefined;
  const args = ['ls-tree', '-r', '-t', '-z', '--long', '--full-tree', revision, ...below];
  for await (const records of streamRecords(git, args)) {
    for (const record of records) {
      const { type, ...entry } = parseEntry(record);
      if (type !== 'tree') entries.push(entry);
      else if (entry.path === folder) tree = entry.id;
    }
  }
  return { tree, entries };
}

function parseEntry(record: string): TreeEntry & { readonly type: string } {
  const [, mode, type, id, size, path] = ENTRY.exec(record) as unknown as [
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  return { mode, type, id, path, bytes: Number(size) || 0 };
}

async function readContents(
  git: Git,
  entries: readonly TreeEntry[],
  known: ReadonlySet<string>,
): Promise<ReadonlyMap<string, Buffer>> {
  const wanted = new Map(entries.filter(({ id }) => !known.has(id)).map(({ id, bytes }) => [id, bytes]));
  const contents = new Map<string, Buffer>();
  if (wanted.size === 0) return contents;
  const reader = openBlobReader(git);
  try {
    for (const group of toGroups(wanted)) {
      const found = await reader.read(group);
      group.forEach((id, at) => {
        const content = found[at];
        if (content !== undefined) contents.set(id, content);
      });
    }
    await reader.close();
  } finally {
    reader.kill();
  }
  return contents;
}

function toGroups(sizes: ReadonlyMap<string, number>): string[][] {
  const groups: string[][] = [];
  let heldBytes = Number.POSITIVE_INFINITY;
  for (const [id, bytes] of sizes) {
    if (heldBytes + bytes > GROUP_BYTES) {
      groups.push([]);
      heldBytes = 0;
    }
    groups.at(-1)?.push(id);
    heldBytes += bytes;
  }
  return groups;
}
