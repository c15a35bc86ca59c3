import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type BlobReader, openBlobReader } from './blob-reader.ts';
import { DeployRepoError } from './deploy-repo-error.ts';
import type { Git } from './git.ts';
import { streamRecords } from './git-stream.ts';

/** Contents asked of Git at once: they are held together. */
const READ_GROUP = 256;

/** Mode of a link in a tree; its content is the path it leads to. */
const LINK_MODE = '120000';

/** What is written, and where. */
export interface TreeExport {
  readonly commit: string;
  /** Folder in the commit, with `/`. */
  readonly folder: string;
  /** Folder that is filled; made when absent. */
  readonly target: string;
}

interface TreeFile {
  readonly mode: string;
  readonly blob: string;
  /** Relative to the exported folder. */
  readonly path: string;
}

/**
 * Writes the files that a commit has below a folder, as they are in Git: no filter, no line ending, no attribute applies.
 *
 * Links become links that lead nowhere in particular, so that a reader who refuses links refuses them here, too.
 *
 * @returns the number of files
 * @throws DeployRepoError ERR_DEPLOY_REPO_CORRUPT for a tree with a path that leads out of the folder
 */
export async function exportTree(git: Git, { commit, folder, target }: TreeExport): Promise<number> {
  await mkdir(target, { recursive: true });
  const blobs = openBlobReader(git);
  const links: TreeFile[] = [];
  let count = 0;
  try {
    for await (const files of listGroups(git, commit, folder)) {
      await writeGroup(
        files.filter(({ mode }) => mode !== LINK_MODE),
        blobs,
        target,
      );
      links.push(...files.filter(({ mode }) => mode === LINK_MODE));
      count += files.length;
    }
    // After everything else, so that nothing is ever written through one.
    await writeLinks(links, blobs, target);
    await blobs.close();
  } finally {
    blobs.kill();
  }
  return count;
}

async function writeGroup(files: readonly TreeFile[], blobs: BlobReader, target: string): Promise<void> {
  const contents = await blobs.read(files.map(({ blob }) => blob));
  for (const folder of new Set(files.map(({ path }) => dirname(join(target, path))))) {
    await mkdir(folder, { recursive: true });
  }
  await Promise.all(
    files.map(({ path }, index) => writeFile(join(target, path), contents[index] ?? Buffer.alloc(0))),
  );
}

async function writeLinks(links: readonly TreeFile[], blobs: BlobReader, target: string): Promise<void> {
  if (links.length === 0) return;
  const contents = await blobs.read(links.map(({ blob }) => blob));
  for (const [index, { path }] of links.entries()) {
    await mkdir(dirname(join(target, path)), { recursive: true });
    await symlink(contents[index]?.toString('utf8') ?? '', join(target, path));
  }
}

async function* listGroups(git: Git, commit: string, folder: string): AsyncGenerator<TreeFile[]> {
  const args = ['--literal-pathspecs', 'ls-tree', '-r', '-z', '--full-tree', commit, '--', `${folder}/`];
  let group: TreeFile[] = [];
  for await (const records of streamRecords(git, args)) {
    for (const record of records) {
      const file = parseRecord(record, folder);
      // A submodule is a commit, and its files are elsewhere.
      if (file !== undefined) group.push(file);
      if (group.length === READ_GROUP) {
        yield group;
        group = [];
      }
    }
  }
  if (group.length > 0) yield group;
}

/** `<mode> <type> <id>\t<path>`. */
function parseRecord(record: string, folder: string): TreeFile | undefined {
  const [about = '', path = ''] = record.split('\t');
  const [mode = '', type, blob = ''] = about.split(' ');
  if (type !== 'blob') return undefined;
  const below = path.slice(folder.length + 1);
  if (below.split('/').some((name) => name === '' || name === '.' || name === '..')) {
    throw new DeployRepoError(
      'ERR_DEPLOY_REPO_CORRUPT',
      `${path} in the commit leads out of its folder: run \`git fsck\`, and mend the commit that brought it`,
    );
  }
  return { mode, blob, path: below };
}
