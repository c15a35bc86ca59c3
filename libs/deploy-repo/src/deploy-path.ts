import { DeployRepoError } from './deploy-repo-error.ts';

/** Names that Git, or a file system that it serves, takes for its own folder. */
const GIT_FOLDER_NAMES = /^(?:\.git|git~1)$/i;
/** Control characters break Git's line formats; a backslash is a separator on Windows. */
const FORBIDDEN_CHARACTERS = /[\u0000-\u001f\u007f\\]/;
const BRANCH_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]*(?:\/[A-Za-z0-9][A-Za-z0-9._-]*)*$/;

/**
 * Passes a path that may stand in the deploy repository: relative, `/` between names, no way out of it.
 *
 * @throws DeployRepoError `ERR_DEPLOY_REPO_PATH`
 */
export function parseDeployPath(path: string): string {
  const rule = explainBadPath(path);
  if (rule !== undefined) {
    throw new DeployRepoError(
      'ERR_DEPLOY_REPO_PATH',
      `the path ${JSON.stringify(path)} cannot stand in the deploy repository: ${rule}`,
    );
  }
  return path;
}

/**
 * Passes a branch that a run may move beside the one that holds the truth: `region/<name>`, `cluster/<name>`.
 *
 * @throws DeployRepoError `ERR_DEPLOY_REPO_BRANCH`
 */
export function parseBranchName(name: string, truth = 'main'): string {
  if (!isBranchName(name) || name === truth) {
    throw new DeployRepoError(
      'ERR_DEPLOY_REPO_BRANCH',
      `${JSON.stringify(name)} cannot be a branch beside ${truth}: use letters, digits, ".", "-", "_" and "/", for example region/eu-1`,
    );
  }
  return name;
}

/** Says whether a text can be the name of a branch here; Git allows more. */
export function isBranchName(name: string): boolean {
  return BRANCH_NAME.test(name) && !name.includes('..') && !/\.(?:lock)?(?:\/|$)/.test(name);
}

/** Gives `a`, `a/b` for `a/b/c`: every folder above a path, the uppermost first. */
export function listAncestors(path: string): string[] {
  const names = path.split('/').slice(0, -1);
  return names.map((_, index) => names.slice(0, index + 1).join('/'));
}

function explainBadPath(path: string): string | undefined {
  if (FORBIDDEN_CHARACTERS.test(path)) {
    return 'it holds a control character or a backslash';
  }
  if (!path.isWellFormed()) {
    return 'it is no valid Unicode text';
  }
  const names = path.split('/');
  if (names.some((name) => name === '')) {
    return 'it is absolute, empty, or holds an empty name; write it relative, without "/" at its ends';
  }
  if (names.some((name) => name === '.' || name === '..')) {
    return 'it holds "." or ".."';
  }
  if (names.some((name) => GIT_FOLDER_NAMES.test(name))) {
    return 'it holds .git, which belongs to Git';
  }
  return undefined;
}
