import { DeployRepoError } from './deploy-repo-error.ts';

/** Characters of Git's own words that a message carries; more hides the remedy. */
const QUOTED_LENGTH = 600;

interface FailureRule {
  readonly pattern: RegExp;
  readonly code: string;
  readonly remedy: string;
}

/** First match wins; the patterns are Git's English words (every process runs with `LC_ALL=C`) and Node's codes. */
const FAILURE_RULES: readonly FailureRule[] = [
  {
    pattern: /spawn git ENOENT/,
    code: 'ERR_DEPLOY_REPO_GIT_MISSING',
    remedy: 'the program git was not found: install Git 2.31 or newer and put it on PATH',
  },
  {
    pattern:
      /No space left on device|ENOSPC|Disk quota exceeded|EDQUOT|File too large|EFBIG|SIGXFSZ|Out of diskspace/,
    code: 'ERR_DEPLOY_REPO_DISK_FULL',
    remedy: 'the disk is full: free some space and run again, nothing that was committed is lost',
  },
  {
    pattern: /not a git repository|invalid gitfile format/i,
    code: 'ERR_DEPLOY_REPO_NOT_A_REPOSITORY',
    remedy:
      'the folder holds a damaged .git: restore it, or move it away and run again to render from nothing',
  },
  {
    pattern: /cannot lock ref .*(?:is at|but expected|already exists|unable to resolve reference)/,
    code: 'ERR_DEPLOY_REPO_MOVED',
    remedy: 'somebody moved this ref meanwhile: run again, the run starts from the new commit',
  },
  {
    pattern: /\.lock': File exists/,
    code: 'ERR_DEPLOY_REPO_LOCKED',
    remedy:
      'another Git process works here: wait for it; if none is alive, delete the named .lock file and run again',
  },
  {
    pattern:
      /gpg failed to sign|failed to write commit object.*sign|Couldn't (?:load|sign)|ssh-keygen|user\.signingKey/i,
    code: 'ERR_DEPLOY_REPO_SIGNING',
    remedy:
      'the commit could not be signed: check that the signing key exists, is readable and needs no passphrase',
  },
  {
    pattern: /Permission denied|Read-only file system|EACCES|EPERM|EROFS/,
    code: 'ERR_DEPLOY_REPO_PERMISSION',
    remedy: 'the repository must be writable for the user that runs Atoll: correct its owner or mode',
  },
  {
    pattern:
      /object file .* is empty|loose object .* is corrupt|bad object|missing (?:blob|tree|commit)|index file (?:corrupt|smaller)|bad signature/i,
    code: 'ERR_DEPLOY_REPO_CORRUPT',
    remedy: 'the repository is damaged: run `git fsck` there, then clone it again from its remote',
  },
];

/** Gives the error for a Git process that failed: a stable code, what ran where, Git's own words and the remedy. */
export function toGitFailure(path: string, command: string, reason: string): DeployRepoError {
  const rule = FAILURE_RULES.find((one) => one.pattern.test(reason));
  const words = reason.trim().slice(0, QUOTED_LENGTH) || 'it said nothing';
  const remedy = rule?.remedy ?? 'run the same command there by hand to see more';
  return new DeployRepoError(
    rule?.code ?? 'ERR_DEPLOY_REPO_GIT',
    `${path}: git ${command} failed: ${words}; ${remedy}`,
  );
}

/** Gives the error for a file operation that failed in the work tree or in `.git`. */
export function toFileFailure(path: string, action: string, cause: unknown): DeployRepoError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const rule = FAILURE_RULES.find((one) => one.pattern.test(reason));
  return new DeployRepoError(
    rule?.code ?? 'ERR_DEPLOY_REPO_FILE',
    `${path}: cannot ${action}: ${reason}; ${rule?.remedy ?? 'correct the file by hand and run again'}`,
    { cause },
  );
}
