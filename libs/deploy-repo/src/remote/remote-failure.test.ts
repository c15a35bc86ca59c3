import { describe, expect, it } from 'vitest';
import { toRemoteFailure } from './remote-failure.ts';

const ACCESS = {
  remote: { url: 'https://git.example.org/deploy.git', transport: 'http' },
  credentials: { username: 'me', token: 'pass/word' },
  environment: {},
} as const;

function explain(words: string, exit: number | string = 128) {
  const outcome = { exit, printed: '', words };
  return toRemoteFailure({ access: ACCESS, path: '/cache', command: 'push', outcome });
}

describe('toRemoteFailure', () => {
  it.each([
    ['fatal: the receiving end does not support --atomic push', 'ERR_DEPLOY_REPO_ATOMIC'],
    ["fatal: could not read Username for 'https://x': terminal prompts disabled", 'ERR_DEPLOY_REPO_AUTH'],
    ["fatal: Authentication failed for 'https://x'", 'ERR_DEPLOY_REPO_AUTH'],
    ['fatal: unable to access: The requested URL returned error: 403', 'ERR_DEPLOY_REPO_AUTH'],
    ['git@x: Permission denied (publickey).', 'ERR_DEPLOY_REPO_AUTH'],
    ['Host key verification failed.', 'ERR_DEPLOY_REPO_AUTH'],
    ['fatal: unable to access: The requested URL returned error: 301', 'ERR_DEPLOY_REPO_REMOTE'],
    ['fatal: unable to access: Could not resolve host: x', 'ERR_DEPLOY_REPO_REMOTE'],
    ['fatal: unable to access: SSL certificate problem: self-signed', 'ERR_DEPLOY_REPO_REMOTE'],
    ["fatal: repository 'https://x/' not found", 'ERR_DEPLOY_REPO_REMOTE'],
    ['remote: fatal: write error: No space left on device', 'ERR_DEPLOY_REPO_REMOTE'],
    ['error: remote unpack failed: No space left on device', 'ERR_DEPLOY_REPO_REMOTE'],
    ['remote: error: Permission denied', 'ERR_DEPLOY_REPO_REMOTE'],
    ['fatal: write error: No space left on device', 'ERR_DEPLOY_REPO_DISK_FULL'],
    ["error: Unable to create '/cache/packed-refs.lock': File exists.", 'ERR_DEPLOY_REPO_LOCKED'],
    ['error: unable to write: Permission denied', 'ERR_DEPLOY_REPO_PERMISSION'],
    ['error: object file objects/aa/bb is empty', 'ERR_DEPLOY_REPO_CORRUPT'],
    ['', 'ERR_DEPLOY_REPO_REMOTE'],
  ])('recognizes %j', (words, code) => {
    expect(explain(words).code).toBe(code);
  });

  it('recognizes by its signal a process that met the limit of a file', () => {
    expect(explain('', 'SIGXFSZ').code).toBe('ERR_DEPLOY_REPO_DISK_FULL');
  });

  it('names address, words and remedy, without progress', () => {
    const words =
      'Enumerating objects: 3, done.\nWriting objects:  50% (1/2)\rWriting objects: 100% (2/2), done.\nremote: Resolving deltas: 0%\rremote: hello\nfatal: gone';

    expect(explain(words).message).toBe(
      'https://git.example.org/deploy.git: git push failed: remote: hello\nfatal: gone; check that the remote can be reached, and run again',
    );
  });

  it.each([
    'pass/word',
    'pass%2Fword',
    Buffer.from('pass/word').toString('base64'),
    Buffer.from('me:pass/word').toString('base64'),
    'https://other:secret@elsewhere/x',
  ])('never prints %s', (secret) => {
    const { message } = explain(`fatal: header was "${secret}"`);

    expect(message).toContain('***');
    expect(message).not.toMatch(/pass\/word|pass%2F|cGFzcy|bWU6|secret/);
  });
});
