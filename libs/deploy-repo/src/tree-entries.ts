import type { GitObject } from './object-reader.ts';

/** Mode of a folder in a tree, as Git prints it. */
export const FOLDER_MODE = '040000';

/** Digits of a mode as Git prints it; in a tree it has no leading zero. */
const MODE_DIGITS = 6;

/** One name in a folder of a commit. */
export interface TreeEntry {
  readonly name: string;
  readonly mode: string;
  readonly id: string;
}

/** Gives what a tree object holds, in Git's order: `<mode> <name>\0<id in bytes>`, again and again. Source: gitformat-pack, "tree". */
export function parseTree({ id: ownId, content }: Pick<GitObject, 'id' | 'content'>): TreeEntry[] {
  const idBytes = ownId.length / 2;
  const entries: TreeEntry[] = [];
  let at = 0;
  while (at < content.length) {
    const space = content.indexOf(' ', at);
    const end = content.indexOf(0, space);
    entries.push({
      mode: content.toString('latin1', at, space).padStart(MODE_DIGITS, '0'),
      name: content.toString('utf8', space + 1, end),
      id: content.toString('hex', end + 1, end + 1 + idBytes),
    });
    at = end + 1 + idBytes;
  }
  return entries;
}
