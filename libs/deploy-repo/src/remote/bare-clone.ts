import { appendFileSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DeployRepoError } from '../deploy-repo-error.ts';
import type { Git } from '../git.ts';
import { toFileFailure } from '../git-failure.ts';
import { feedGit } from '../git-stream.ts';
import { isHeadAt } from '../loose-refs.ts';
import { readRefs, toBranchRef } from '../refs.ts';

/** Says that Atoll made the clone; written last, so that a killed beginning is begun again. */
const MARKER = 'atoll-clone';
/** What `git init` makes, and what Atoll may have added before it was killed. */
const OWN_ENTRIES = /^(?:HEAD|branches|config|description|hooks|info|objects|refs|atoll-.*|.*\.lock)$/;
/** For people who use Git by hand in there. */
const PERSISTED_SETTINGS = '[gc]\n\tauto = 0\n';

/**
 * Makes the bare repository where there is none, and passes one that Atoll has made.
 *
 * @throws DeployRepoError `ERR_DEPLOY_REPO_NOT_A_REPOSITORY` where something else stands: fetching would overwrite its branches
 */
export async function prepareClone(git: Git, branch: string): Promise<void> {
  const marker = join(git.gitDir, MARKER);
  if (existsSync(marker)) {
    await checkOut(git, branch);
    return;
  }
  assertOwn(git);
  await feedGit(git, ['init', '--quiet', '--bare', '--template=', '-b', branch], { input: '' });
  if ((await readRefs(git, [])).size > 0) {
    throw toForeign(git);
  }
  try {
    appendFileSync(join(git.gitDir, 'config'), PERSISTED_SETTINGS);
    writeFileSync(marker, '1\n');
  } catch (cause) {
    throw toFileFailure(git.path, `write ${marker}`, cause);
  }
  await checkOut(git, branch);
}

/** HEAD says only what `git log` shows to a person who looks. */
async function checkOut(git: Git, branch: string): Promise<void> {
  if (!isHeadAt(git, toBranchRef(branch))) {
    await git.run(['symbolic-ref', 'HEAD', toBranchRef(branch)]);
  }
}

function assertOwn(git: Git): void {
  let entries: string[];
  try {
    mkdirSync(git.path, { recursive: true });
    entries = readdirSync(git.path);
  } catch (cause) {
    throw toFileFailure(git.path, 'make the folder', cause);
  }
  if (entries.some((name) => !OWN_ENTRIES.test(name))) {
    throw toForeign(git);
  }
}

function toForeign(git: Git): DeployRepoError {
  return new DeployRepoError(
    'ERR_DEPLOY_REPO_NOT_A_REPOSITORY',
    `${git.path} holds something else than a clone that Atoll made, and fetching would overwrite it: name an empty folder, or one that does not exist`,
  );
}
