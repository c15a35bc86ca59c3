import type { Git } from '../git.ts';
import type { GitOutcome } from '../git-stream.ts';
import { readRef, toBranchRef } from '../refs.ts';
import { isAncestor } from '../remote/is-ancestor.ts';
import { pushPastLocks } from '../remote/push-past-locks.ts';
import type { RemoteAccess } from '../remote/remote-environment.ts';
import { toRemoteFailure } from '../remote/remote-failure.ts';
import { runRemoteGit } from '../remote/run-remote-git.ts';
import type { MergeToPush, PushOutcome } from './config-clone.ts';
import { fetchRefs } from './fetch-refs.ts';

/** Words of a remote that keeps its branches, or cannot change several of them at once. Source: git-receive-pack's own. */
const KEEPS_BRANCHES =
  /deletion prohibited|denying ref deletion|deletion of .* denied|does not support --atomic|does not support deleting/i;

/** Words of a push that may have come second; a lock that stays and a broken disk say the same. */
const RACE =
  /non-fast-forward|fetch first|stale info|failed to update ref|atomic transaction failed|cannot lock ref|failed to lock|incorrect old value/;

/** What a push needs to know of the clone. */
export interface PushPlace {
  readonly access: RemoteAccess;
  readonly branch: string;
}

/**
 * Pushes the branch and the deletions at once. A remote that deletes nothing gets the branch alone.
 *
 * @throws DeployRepoError if the remote refuses, keeps a lock or cannot be reached; what was pushed all the same is found by the next fetch
 */
export async function pushMerge(git: Git, place: PushPlace, merge: MergeToPush): Promise<PushOutcome> {
  const before = await readRef(git, toBranchRef(place.branch));
  const outcome = await pushPastLocks(git, place.access, () => push(git, place, merge));
  if (outcome.exit === 0) return 'pushed';
  const standing = await findStanding(git, place, merge);
  if (standing !== undefined && (await hasArrived(git, standing, merge))) return 'pushed';
  const words = `${outcome.printed}${outcome.words}`;
  if (standing !== undefined && RACE.test(words) && hasMoved(standing, merge, before)) return 'moved';
  if (merge.deleted.size > 0 && KEEPS_BRANCHES.test(words)) {
    const again = await pushMerge(git, place, { ...merge, deleted: new Map() });
    return again === 'pushed' ? 'kept' : again;
  }
  throw toRemoteFailure({ access: place.access, path: git.path, command: 'push', outcome });
}

function push(
  git: Git,
  { access, branch }: PushPlace,
  { commit, deleted }: MergeToPush,
): Promise<GitOutcome> {
  const leases = [...deleted].map(([name, at]) => `--force-with-lease=${toBranchRef(name)}:${at}`);
  const refspecs = [
    `${commit}:${toBranchRef(branch)}`,
    ...[...deleted.keys()].map((name) => `:${toBranchRef(name)}`),
  ];
  const atomic = deleted.size > 0 ? ['--atomic'] : [];
  const args = [
    'push',
    ...atomic,
    '--porcelain',
    '--progress',
    '--no-verify',
    ...leases,
    '--',
    access.remote.url,
    ...refspecs,
  ];
  return runRemoteGit(git, access, args);
}

/** Where the remote stands after a push. */
interface Standing {
  readonly head: string | undefined;
  /** Commits of the branches that were to be deleted, by ref. */
  readonly refs: ReadonlyMap<string, string>;
}

async function findStanding(
  git: Git,
  { access, branch }: PushPlace,
  { deleted }: MergeToPush,
): Promise<Standing | undefined> {
  try {
    await fetchRefs(git, access, [`+${toBranchRef(branch)}:${toBranchRef(branch)}`]);
    const refs = await listRemote(git, access, [...deleted.keys()].map(toBranchRef));
    return { head: await readRef(git, toBranchRef(branch)), refs };
  } catch {
    // The failure of the push says more.
    return undefined;
  }
}

/** The answer to a push that was accepted may have been lost on its way. */
async function hasArrived(
  git: Git,
  { head, refs }: Standing,
  { commit, deleted }: MergeToPush,
): Promise<boolean> {
  if (head === undefined || !(await isAncestor(git, commit, head))) return false;
  return [...deleted].every(([name, at]) => refs.get(toBranchRef(name)) !== at);
}

function hasMoved({ head, refs }: Standing, { deleted }: MergeToPush, before: string | undefined): boolean {
  return head !== before || [...deleted].some(([name, at]) => refs.get(toBranchRef(name)) !== at);
}

async function listRemote(
  git: Git,
  access: RemoteAccess,
  refs: readonly string[],
): Promise<Map<string, string>> {
  if (refs.length === 0) return new Map();
  const outcome = await runRemoteGit(git, access, ['ls-remote', '--', access.remote.url, ...refs]);
  if (outcome.exit !== 0) {
    throw toRemoteFailure({ access, path: git.path, command: 'fetch', outcome });
  }
  const lines = outcome.printed.split('\n').filter((line) => line !== '');
  return new Map(
    lines.map((line) => [line.slice(line.indexOf('\t') + 1), line.slice(0, line.indexOf('\t'))]),
  );
}
