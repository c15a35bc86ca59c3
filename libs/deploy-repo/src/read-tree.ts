import { openBlobReader } from './blob-reader.ts';
import { parseDeployPath } from './deploy-path.ts';
import type { Git } from './git.ts';

/** Names asked of Git at once: their answers, a few kB each, are held together. */
const READ_GROUP = 256;

/** Gives the names of the folders directly below a folder (`''`: the root) in a commit; none without a commit. */
export async function listFolders(git: Git, head: string | undefined, under: string): Promise<string[]> {
  if (head === undefined) {
    return [];
  }
  const below = under === '' ? [] : ['--', `${parseDeployPath(under)}/`];
  const printed = await git.run(['ls-tree', '-d', '-z', '--name-only', '--full-tree', head, ...below]);
  const paths = printed.split('\0').filter((path) => path !== '');
  return paths.map((path) => path.slice(path.lastIndexOf('/') + 1));
}

/** Gives the text of each of these files that a commit holds, by path; Git is started once. */
export async function readFiles(
  git: Git,
  head: string | undefined,
  paths: readonly string[],
): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  const asked = paths.map(parseDeployPath);
  if (head === undefined || asked.length === 0) {
    return texts;
  }
  const blobs = openBlobReader(git);
  try {
    for (let from = 0; from < asked.length; from += READ_GROUP) {
      const group = asked.slice(from, from + READ_GROUP);
      const contents = await blobs.read(group.map((path) => `${head}:${path}`));
      group.forEach((path, at) => {
        const content = contents[at];
        if (content !== undefined) {
          texts.set(path, content.toString('utf8'));
        }
      });
    }
    await blobs.close();
  } finally {
    blobs.kill();
  }
  return texts;
}
