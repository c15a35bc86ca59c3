import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type TemporaryRemote, createTemporaryRemote } from '../testing/temporary-remote.ts';
import { toFolder, writeFolders } from '../testing/temporary-repo.ts';

const A = toFolder('control-plane/a', { 'x.yaml': 'a\n' });
const A_CHANGED = toFolder('control-plane/a', { 'x.yaml': 'a changed\n' });

describe('a push to a server', () => {
  let remote: TemporaryRemote;
  beforeEach(async () => {
    remote = await createTemporaryRemote('http');
    await writeFolders(await remote.open(), [A]);
  });
  afterEach(() => remote.remove());

  it.each([
    [401, 'ERR_DEPLOY_REPO_AUTH'],
    [403, 'ERR_DEPLOY_REPO_AUTH'],
    [500, 'ERR_DEPLOY_REPO_REMOTE'],
  ] as const)('fails at status %i with %s, as a fetch does', async (status, code) => {
    const repo = await remote.open();
    remote.server?.fail(status);

    await expect(writeFolders(repo, [A_CHANGED])).rejects.toMatchObject({ code });
    await expect(repo.fetch()).rejects.toMatchObject({ code });

    remote.server?.fail(undefined);
    remote.expectSound();
  });

  it('has changed nothing when the connection dies in the middle', async () => {
    const repo = await remote.open();
    remote.server?.fail('die-mid-push');
    const before = remote.git('for-each-ref');

    await expect(writeFolders(repo, [A_CHANGED])).rejects.toMatchObject({ code: 'ERR_DEPLOY_REPO_REMOTE' });

    expect(remote.git('for-each-ref')).toBe(before);
    remote.expectSound();
  });

  it('has succeeded when the connection dies before the answer', async () => {
    const repo = await remote.open();
    remote.server?.fail('lose-answer');

    const { commit } = await writeFolders(repo, [A_CHANGED]);

    expect(remote.git('rev-parse', 'main')).toBe(commit);
    remote.expectSound();
  });

  it('says that it cannot know, when the remote is gone behind a lost answer; the next run does not repeat it', async () => {
    const repo = await remote.open();
    remote.server?.fail('lose-answer-and-die');

    await expect(writeFolders(repo, [A_CHANGED])).rejects.toMatchObject({
      code: 'ERR_DEPLOY_REPO_REMOTE',
      message: expect.stringMatching(
        /; whether it arrived cannot be asked now: run again when the remote can be reached, that goes on from whatever stands there$/,
      ),
    });

    remote.server?.fail(undefined);
    const { commit } = await writeFolders(await remote.open(), [A_CHANGED]);
    expect(commit).toBeUndefined();
    expect(remote.git('rev-list', '--count', 'main')).toBe('2');
    remote.expectSound();
  });

  it('cannot reach a server that is not there', async () => {
    await expect(remote.open('clone', { url: 'http://127.0.0.1:1/remote.git' })).rejects.toMatchObject({
      code: 'ERR_DEPLOY_REPO_REMOTE',
      message: expect.stringMatching(
        /^http:\/\/127\.0\.0\.1:1\/remote\.git: git fetch failed: .*; check that the remote can be reached, and run again$/s,
      ),
    });
  });
});
