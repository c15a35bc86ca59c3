import type { Git } from '../git.ts';
import { type GitOutcome, tryGit } from '../git-stream.ts';
import { readRef, toBranchRef } from '../refs.ts';
import { isAncestor } from '../remote/is-ancestor.ts';
import { type RemoteAccess, toRemoteVariables } from '../remote/remote-environment.ts';
import { toRemoteFailure } from '../remote/remote-failure.ts';
import type { MergeToPush, PushOutcome } from './config-clone.ts';
import { fetchRefs } from './fetch-refs.ts';

/** Words of a remote that keeps its branches, or cannot change several of them at once. Source: git-receive-pack's own. */
const KEEPS_BRANCHES =
  /deletion prohibited|denying ref deletion|deletion of .* denied|does not support --atomic|does not support deleting/i;

/** Words of a push that came second. */
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
 * @throws DeployRepoError if the remote refuses or cannot be reached; what was pushed all the same is found by the next fetch
 */
export async function pushMerge(git: Git, place: PushPlace, merge: MergeToPush): Promise<PushOutcome> {
  const outcome = await push(git, place, merge);
  if (outcome.exit === 0) return 'pushed';
  if (await hasArrived(git, place, merge)) return 'pushed';
  const words = `${outcome.printed}${outcome.words}`;
  if (RACE.test(words)) return 'moved';
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
    '--no-verify',
    ...leases,
    '--',
    access.remote.url,
    ...refspecs,
  ];
  return tryGit(git, args, toRemoteVariables(access));
}

/** The answer to a push that was accepted may have been lost on its way. */
async function hasArrived(
  git: Git,
  { access, branch }: PushPlace,
  { commit, deleted }: MergeToPush,
): Promise<boolean> {
  try {
    await fetchRefs(git, access, [`+${toBranchRef(branch)}:${toBranchRef(branch)}`]);
    const head = await readRef(git, toBranchRef(branch));
    if (head === undefined || !(await isAncestor(git, commit, head))) return false;
    const standing = await listRemote(git, access, [...deleted.keys()].map(toBranchRef));
    return [...deleted].every(([name, at]) => standing.get(toBranchRef(name)) !== at);
  } catch {
    // The failure of the push says more.
    return false;
  }
}

async function listRemote(
  git: Git,
  access: RemoteAccess,
  refs: readonly string[],
): Promise<Map<string, string>> {
  if (refs.length === 0) return new Map();
  const outcome = await tryGit(
    git,
    ['ls-remote', '--', access.remote.url, ...refs],
    toRemoteVariables(access),
  );
  if (outcome.exit !== 0) {
    throw toRemoteFailure({ access, path: git.path, command: 'fetch', outcome });
  }
  const lines = outcome.printed.split('\n').filter((line) => line !== '');
  return new Map(
    lines.map((line) => [line.slice(line.indexOf('\t') + 1), line.slice(0, line.indexOf('\t'))]),
  );
}
