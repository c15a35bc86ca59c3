import { DeployRepoError } from './deploy-repo-error.ts';
import type { Git } from './git.ts';
import { type GitStream, openGitStream } from './git-stream.ts';
import { isHeadAt, readLooseRef } from './loose-refs.ts';

/** The branch that holds the truth. */
export const MAIN_REF = 'refs/heads/main';
/** Carriers of trees whose commit is not yet written. */
export const TEMPORARY_REFS = 'refs/atoll/tmp';
/** Where edits by hand are kept, one ref per finding. */
export const RESCUED_REFS = 'refs/atoll/rescued';

/** What Git wants for "must not exist"; it takes forty zeros for both of its hashes. */
const ABSENT = '0'.repeat(40);

/** One ref to be moved or dropped. */
export interface RefChange {
  readonly ref: string;
  /** Where it goes; undefined drops it. */
  readonly to: string | undefined;
  /** Where it must stand now: a commit, `absent`, or `any`. */
  readonly from: string;
}

/** Gives the full name of a branch. */
export function toBranchRef(name: string): string {
  return `refs/heads/${name}`;
}

/** Moves all refs or none. @throws DeployRepoError `ERR_DEPLOY_REPO_MOVED` if one of them stands elsewhere */
export async function changeRefs(git: Git, changes: readonly RefChange[], reason: string): Promise<void> {
  await feedRefUpdate(openRefUpdate(git, reason), changes);
}

/** Starts the process that moves refs before it is known which: it waits for `feedRefUpdate`, and ends without when it is closed. */
export function openRefUpdate(git: Git, reason: string): GitStream {
  const update = openGitStream(git, ['update-ref', '-m', reason, '--stdin']);
  update.output.resume();
  return update;
}

/** Moves all refs or none, with a process that was started for it. @throws DeployRepoError as `changeRefs` */
export async function feedRefUpdate(update: GitStream, changes: readonly RefChange[]): Promise<void> {
  const lines = changes.map(({ ref, to, from }) => {
    const expected = from === 'any' ? '' : ` ${from === 'absent' ? ABSENT : from}`;
    return to === undefined ? `delete ${ref}${expected}\n` : `update ${ref} ${to}${expected}\n`;
  });
  await update.write(`start\n${lines.join('')}prepare\ncommit\n`);
  await update.close();
}

/** Gives the commit of main; undefined in a new repository. */
export async function readMain(git: Git): Promise<string | undefined> {
  return readRef(git, MAIN_REF);
}

/** Gives the commit of one ref; undefined if it is not there. */
export async function readRef(git: Git, ref: string): Promise<string | undefined> {
  return readLooseRef(git, ref) ?? (await readRefs(git, [ref])).get(ref);
}

/** Drops the carrier of a run's tree, if it is there. */
export async function dropTemporaryRef(git: Git, run: string): Promise<void> {
  await changeRefs(git, [toCarrierDrop(run)], 'atoll: run ended');
}

/** Gives the change that drops the carrier of a run's tree, if it is there. */
export function toCarrierDrop(run: string): RefChange {
  return { ref: `${TEMPORARY_REFS}/${run}`, to: undefined, from: 'any' };
}

/** Gives where the refs under these names stand. */
export async function readRefs(git: Git, patterns: readonly string[]): Promise<Map<string, string>> {
  const printed = await git.run(['for-each-ref', '--format=%(objectname) %(refname)', ...patterns]);
  const lines = printed.split('\n').filter((line) => line !== '');
  return new Map(lines.map((line) => [line.slice(line.indexOf(' ') + 1), line.slice(0, line.indexOf(' '))]));
}

/** Gives where these few refs stand; those that are not there are left out. */
export async function readNamedRefs(git: Git, refs: readonly string[]): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const ref of refs) {
    const commit = readLooseRef(git, ref);
    if (commit === undefined) {
      return readRefs(git, refs);
    }
    found.set(ref, commit);
  }
  return found;
}

/** Passes only a repository that has main checked out. @throws DeployRepoError `ERR_DEPLOY_REPO_HEAD` */
export async function assertOnMain(git: Git): Promise<void> {
  if (isHeadAt(git, MAIN_REF)) {
    return;
  }
  const head = (
    await git.run(['rev-parse', '--symbolic-full-name', 'HEAD']).catch(() => readUnborn(git))
  ).trim();
  if (head !== MAIN_REF) {
    const where =
      head === 'HEAD' || head === '' ? 'no branch (a detached HEAD)' : head.replace('refs/heads/', 'branch ');
    throw new DeployRepoError(
      'ERR_DEPLOY_REPO_HEAD',
      `${git.path}: ${where} is checked out, and Atoll writes main only: run \`git -C ${git.path} switch main\` and run again`,
    );
  }
}

/** HEAD of a repository without a commit, which rev-parse does not resolve. */
async function readUnborn(git: Git): Promise<string> {
  return git.run(['symbolic-ref', 'HEAD']);
}
