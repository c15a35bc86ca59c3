import { DeployRepoError } from '../deploy-repo-error.ts';
import type { GitOutcome } from '../git-stream.ts';
import { readRef, readRefs, toBranchRef } from '../refs.ts';
import type { RunStart } from '../run-start.ts';
import { fetchBranches } from './fetch-branches.ts';
import { isAncestor } from './is-ancestor.ts';
import type { RemoteAccess } from './remote-environment.ts';
import { quoteWords, toRemoteFailure } from './remote-failure.ts';

/** Branches that a message names. */
const NAMED_BRANCHES = 5;
/** A ref that the remote refused to move; the words in brackets say why. Source: git-push(1), "--porcelain". */
const REFUSED_LINE = /^!\t[^\t]*\t\[remote rejected\] \((.*)\)$/gm;
/** The remote ran out of something while it unpacked, which is no rule of its. */
const UNPACKING = /unpacker error/;
/** Words of a push that came second, by a moment. */
const RACE =
  /non-fast-forward|fetch first|incorrect old value|cannot lock ref .*(?:is at|but expected|already exists|unable to resolve reference)/;
/** The same without words, or something else if the remote has given some. */
const UNSAID_RACE = /failed to update ref|atomic transaction failed/;
const REMOTE_ERROR = /^remote: (?:error|fatal): /m;
const UNKNOWN =
  'whether it arrived cannot be asked now: run again when the remote can be reached, that goes on from whatever stands there';
const UNCHANGED =
  'nothing was changed there: check that the remote can be reached and has room, and run again';

/** A push that Git calls failed. */
export interface FailedPush {
  readonly start: RunStart;
  readonly access: RemoteAccess;
  readonly target: string;
  /** All branches that should have moved. */
  readonly branches: readonly string[];
  readonly outcome: GitOutcome;
}

/**
 * Asks the remote where its branches stand: the answer to a push that was accepted may have been lost on its way.
 * Returns only if all that was pushed stands there.
 *
 * @throws DeployRepoError `ERR_DEPLOY_REPO_MOVED` if somebody was faster, `…_REWRITTEN`, `…_REFUSED`, `…_AUTH`, `…_ATOMIC`, `…_REMOTE`
 */
export async function settleFailedPush(push: FailedPush): Promise<void> {
  const { start, access, outcome } = push;
  const { git } = start;
  const failure = { access, path: git.path, command: 'push', outcome } as const;
  try {
    await fetchBranches(git, access);
  } catch {
    throw toRemoteFailure({ ...failure, remedy: UNKNOWN });
  }
  if (await isPushed(push)) {
    return;
  }
  const head = await readRef(git, toBranchRef(start.branch));
  if (head !== start.head) {
    throw toMoved(push);
  }
  const foreign = await listForeign(push);
  if (foreign.length > 0) {
    throw toRewritten(push, foreign);
  }
  throw isRace(outcome)
    ? toMoved(push)
    : (toRefused(push) ?? toRemoteFailure({ ...failure, remedy: UNCHANGED }));
}

function isRace({ printed, words }: GitOutcome): boolean {
  return RACE.test(`${printed}${words}`) || (UNSAID_RACE.test(printed) && !REMOTE_ERROR.test(words));
}

async function isPushed({ start: { git }, target, branches }: FailedPush): Promise<boolean> {
  const standing = await readRefs(git, ['refs/heads']);
  for (const commit of new Set(branches.map((name) => standing.get(toBranchRef(name))))) {
    // Another publisher may have gone on from there already.
    if (commit === undefined || !(await isAncestor(git, target, commit))) {
      return false;
    }
  }
  return true;
}

/** Branches with a commit that is not in the history of what was pushed, so that only force would move them. */
async function listForeign({ start, target, branches }: FailedPush): Promise<string[]> {
  const printed = await start.git.run([
    'for-each-ref',
    '--format=%(refname:lstrip=2)',
    `--no-merged=${target}`,
    'refs/heads',
  ]);
  const foreign = new Set(printed.split('\n'));
  return branches.filter((name) => foreign.has(name));
}

function toMoved({ start, access }: FailedPush): DeployRepoError {
  return new DeployRepoError(
    'ERR_DEPLOY_REPO_MOVED',
    `${access.remote.url}: somebody else has published to ${start.branch} meanwhile, and nothing of this run was: run again, it starts from the new commit`,
  );
}

function toRewritten({ start, access }: FailedPush, branches: readonly string[]): DeployRepoError {
  const named = branches.slice(0, NAMED_BRANCHES).join(', ');
  const more = branches.length > NAMED_BRANCHES ? ` and ${branches.length - NAMED_BRANCHES} more` : '';
  return new DeployRepoError(
    'ERR_DEPLOY_REPO_REWRITTEN',
    `${access.remote.url}: history was rewritten: ${named}${more} holds commits that ${start.branch} does not have, and Atoll never forces a push: find out who moved it, set it to a commit of ${start.branch} by hand or delete it, and run again`,
  );
}

function toRefused({ access, outcome }: FailedPush): DeployRepoError | undefined {
  const reasons = [...outcome.printed.matchAll(REFUSED_LINE)].map(([, reason = '']) => reason);
  if (reasons.length === 0 || reasons.some((reason) => UNPACKING.test(reason))) {
    return undefined;
  }
  const why = [...new Set(reasons)].slice(0, NAMED_BRANCHES).join(', ');
  return new DeployRepoError(
    'ERR_DEPLOY_REPO_REFUSED',
    `${access.remote.url}: the remote refused the push: ${why}: ${quoteWords(access, outcome)}; a hook or a protected branch does not let this account publish: give it the right, nothing was changed there`,
  );
}
