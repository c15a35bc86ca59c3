import { describe, expect, it } from 'vitest';
import { toFileFailure, toGitFailure } from './git-failure.ts';

describe('toGitFailure', () => {
  it.each([
    ['spawn git ENOENT', 'ERR_DEPLOY_REPO_GIT_MISSING'],
    ['error: file write error: No space left on device', 'ERR_DEPLOY_REPO_DISK_FULL'],
    ['exit SIGXFSZ', 'ERR_DEPLOY_REPO_DISK_FULL'],
    ["fatal: sha1 file 'objects/pack/tmp_idx_x' write error. Out of diskspace", 'ERR_DEPLOY_REPO_DISK_FULL'],
    ['fatal: not a git repository: /x/.git', 'ERR_DEPLOY_REPO_NOT_A_REPOSITORY'],
    ["fatal: prepare: cannot lock ref 'refs/heads/main': is at 1 but expected 2", 'ERR_DEPLOY_REPO_MOVED'],
    ["fatal: prepare: cannot lock ref 'refs/heads/main': reference already exists", 'ERR_DEPLOY_REPO_MOVED'],
    ["fatal: Unable to create '/x/.git/index.lock': File exists.", 'ERR_DEPLOY_REPO_LOCKED'],
    [
      "fatal: prepare: cannot lock ref 'refs/heads/main': Unable to create '/x/.git/refs/heads/main.lock': File exists.",
      'ERR_DEPLOY_REPO_LOCKED',
    ],
    ["error: Couldn't load public key /x/key: No such file or directory?", 'ERR_DEPLOY_REPO_SIGNING'],
    ['error: insufficient permission: Permission denied', 'ERR_DEPLOY_REPO_PERMISSION'],
    ['error: object file .git/objects/aa/bb is empty', 'ERR_DEPLOY_REPO_CORRUPT'],
    ['fatal: something else', 'ERR_DEPLOY_REPO_GIT'],
  ])('recognizes %j', (words, code) => {
    expect(toGitFailure('/x', 'update-ref', words).code).toBe(code);
  });

  it('names place, command, cause and remedy', () => {
    expect(toGitFailure('/x', 'fast-import', 'fatal: No space left on device\n').message).toBe(
      '/x: git fast-import failed: fatal: No space left on device; the disk is full: free some space and run again, nothing that was committed is lost',
    );
  });
});

describe('toFileFailure', () => {
  it('names place, action, cause and remedy', () => {
    const failure = toFileFailure('/x', 'write a/b', new Error('EACCES: permission denied'));

    expect(failure.code).toBe('ERR_DEPLOY_REPO_PERMISSION');
    expect(failure.message).toBe(
      '/x: cannot write a/b: EACCES: permission denied; the repository must be writable for the user that runs Atoll: correct its owner or mode',
    );
  });
});
