import { DeployRepoError } from '../deploy-repo-error.ts';
import { toGitFailure } from '../git-failure.ts';
import type { GitOutcome } from '../git-stream.ts';
import { redactCredentials } from './git-credentials.ts';
import type { RemoteAccess } from './remote-environment.ts';

/** Characters of Git's own words that a message carries; more hides the remedy. */
const QUOTED_LENGTH = 600;
/** What the remote itself says; its troubles are not those of this machine. */
const REMOTE_LINE = /^(?:remote: |error: remote unpack failed).*$/gm;

/** Lines that tell how far a transfer is, and which refs have moved. */
const PROGRESS =
  /^(?:remote: )?(?:[A-Z][a-z]+ (?:objects|deltas|references): |Total \d|Delta compression|From |POST )|^ [-+*=!t ] /;

interface FailureRule {
  readonly pattern: RegExp;
  readonly code: string;
  readonly remedy: string;
}

const REACH_REMEDY = 'check that the remote can be reached, and run again';
const AUTH_REMEDY =
  'the remote refuses the credentials: check that the token or key is valid and may write this repository';

/** First match wins; the patterns are Git's, curl's and ssh's English words. */
const REMOTE_RULES: readonly FailureRule[] = [
  {
    pattern: /does not support --atomic/,
    code: 'ERR_DEPLOY_REPO_ATOMIC',
    remedy:
      'the remote cannot move several branches at once, and half a push is refused: publish to a Git host that can (receive.advertiseAtomic)',
  },
  {
    pattern:
      /Authentication failed|could not read (?:Username|Password)|terminal prompts disabled|returned error: 40[13]|Permission denied \(|Host key verification failed|HTTP Basic: Access denied/,
    code: 'ERR_DEPLOY_REPO_AUTH',
    remedy: AUTH_REMEDY,
  },
  {
    pattern: /returned error: 30\d|redirect/i,
    code: 'ERR_DEPLOY_REPO_REMOTE',
    remedy:
      'the remote sends to another address, where credentials are not taken: write the address at which the repository stands now',
  },
  {
    pattern: /repository '.*' not found|does not appear to be a git repository|returned error: 404/,
    code: 'ERR_DEPLOY_REPO_REMOTE',
    remedy:
      'there is no such repository, or the credentials may not see it: correct the address, or make the repository first',
  },
  {
    pattern: /certificate|SSL/,
    code: 'ERR_DEPLOY_REPO_REMOTE',
    remedy: 'the remote cannot be trusted: name the file of its authority in GIT_SSL_CAINFO',
  },
];

/** Words of this machine's Git that mean its own disk or files, whatever it was doing. */
const LOCAL_CODES = new Set([
  'ERR_DEPLOY_REPO_DISK_FULL',
  'ERR_DEPLOY_REPO_LOCKED',
  'ERR_DEPLOY_REPO_PERMISSION',
  'ERR_DEPLOY_REPO_CORRUPT',
]);

/** Where and how a command that talks to the remote has failed. */
export interface RemoteFailure {
  readonly access: RemoteAccess;
  /** Folder of the clone. */
  readonly path: string;
  readonly command: 'fetch' | 'push';
  readonly outcome: GitOutcome;
  /** What to do where Git's words say nothing better; to run again, if absent. */
  readonly remedy?: string;
}

/** Gives the error for a Git command that failed at the remote: code, address, Git's words without any secret, remedy. */
export function toRemoteFailure(failure: RemoteFailure): DeployRepoError {
  const { access, path, command, outcome, remedy = REACH_REMEDY } = failure;
  const words = quoteWords(access, outcome);
  const own = outcome.words.replace(REMOTE_LINE, '').trim();
  const rule = REMOTE_RULES.find(({ pattern }) => pattern.test(own));
  if (
    rule === undefined &&
    LOCAL_CODES.has(toGitFailure(path, command, own || `exit ${outcome.exit}`).code)
  ) {
    return toGitFailure(path, command, words);
  }
  return new DeployRepoError(
    rule?.code ?? 'ERR_DEPLOY_REPO_REMOTE',
    `${access.remote.url}: git ${command} failed: ${words}; ${rule?.remedy ?? remedy}`,
  );
}

/** Gives what Git and the remote said, as a message may carry it. */
export function quoteWords({ credentials }: RemoteAccess, { words, exit }: GitOutcome): string {
  const lines = redactCredentials(words, credentials)
    .split('\n')
    .map((line) => line.slice(line.trimEnd().lastIndexOf('\r') + 1).trimEnd())
    .filter((line) => line !== '' && !PROGRESS.test(line));
  return lines.join('\n').slice(0, QUOTED_LENGTH) || `exit ${exit}`;
}
