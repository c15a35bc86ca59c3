import { readBlobs } from './blob-reader.ts';
import { parseDeployPath } from './deploy-path.ts';
import type { ObjectReader } from './object-reader.ts';
import { FOLDER_MODE, parseTree } from './tree-entries.ts';

/** Names asked of Git at once: their answers, a few kB each, are held together. */
const READ_GROUP = 256;

/** Gives the names of the folders directly below a folder (`''`: the root) in a commit; none without a commit. */
export async function listFolders(
  objects: ObjectReader,
  head: string | undefined,
  under: string,
): Promise<string[]> {
  if (head === undefined) {
    return [];
  }
  const [tree] = await objects.read([`${head}:${under === '' ? '' : parseDeployPath(under)}`]);
  if (tree?.type !== 'tree') {
    return [];
  }
  return parseTree(tree)
    .filter(({ mode }) => mode === FOLDER_MODE)
    .map(({ name }) => name);
}

/** Gives the text of each of these files that a commit holds, by path. */
export async function readFiles(
  objects: ObjectReader,
  head: string | undefined,
  paths: readonly string[],
): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  const asked = paths.map(parseDeployPath);
  if (head === undefined) {
    return texts;
  }
  for (let from = 0; from < asked.length; from += READ_GROUP) {
    const group = asked.slice(from, from + READ_GROUP);
    const contents = await readBlobs(
      objects,
      group.map((path) => `${head}:${path}`),
    );
    group.forEach((path, at) => {
      const content = contents[at];
      if (content !== undefined) {
        texts.set(path, content.toString('utf8'));
      }
    });
  }
  return texts;
}
