import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { renderCommitMessage } from '../commit-message.ts';
import { parseDeployPath } from '../deploy-path.ts';
import type { Git } from '../git.ts';
import { feedGit } from '../git-stream.ts';
import { toDateVariables } from '../rescue.ts';
import { type SigningKey, toSigningArguments } from '../signing-key.ts';
import type { FileToCommit } from './config-clone.ts';

const INDEX_FILE = 'atoll-merge-index';
const PLAIN_FILE = '100644';

/** Commits one file on a parent, signed if there is a key; no ref and no work tree is touched. */
export async function commitFile(
  git: Git,
  { parent, path, text, message }: FileToCommit,
  { now, signingKey }: { readonly now: () => Date; readonly signingKey: SigningKey | undefined },
): Promise<string> {
  const tree = await writeTree(git, { parent, path: parseDeployPath(path), text });
  const { before, behind } = toSigningArguments(signingKey);
  const paragraphs = renderCommitMessage({ message }).flatMap((paragraph) => ['-m', paragraph]);
  const printed = await git.run(
    [...before, 'commit-tree', ...behind, '-p', parent, ...paragraphs, tree],
    toDateVariables(now()),
  );
  return printed.trim();
}

/** Works in an index of its own, so that the one of the work tree stays as it is. */
async function writeTree(git: Git, { parent, path, text }: Omit<FileToCommit, 'message'>): Promise<string> {
  const index = join(git.gitDir, INDEX_FILE);
  const extra = { GIT_INDEX_FILE: index };
  try {
    rmSync(index, { force: true });
    rmSync(`${index}.lock`, { force: true });
    await git.run(['read-tree', parent], extra);
    const hash = ['hash-object', '-w', '--no-filters', '--stdin'];
    const blob = (await feedGit(git, hash, { input: text })).trim();
    await git.run(['update-index', '--add', '--cacheinfo', `${PLAIN_FILE},${blob},${path}`], extra);
    return (await git.run(['write-tree'], extra)).trim();
  } finally {
    rmSync(index, { force: true });
  }
}
