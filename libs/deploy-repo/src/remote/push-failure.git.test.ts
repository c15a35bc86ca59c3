import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type TemporaryRemote, createTemporaryRemote } from '../testing/temporary-remote.ts';
import { toFolder, writeFolders } from '../testing/temporary-repo.ts';

const A = toFolder('control-plane/a', { 'x.yaml': 'a\n' });
const A_CHANGED = toFolder('control-plane/a', { 'x.yaml': 'a changed\n' });
const B = toFolder('control-plane/b', { 'x.yaml': 'b\n' });

describe.each(['path', 'http'] as const)('a push to a %s', (kind) => {
  let remote: TemporaryRemote;
  let first: string | undefined;
  beforeEach(async () => {
    remote = await createTemporaryRemote(kind);
    first = (await writeFolders(await remote.open(), [A])).commit;
  });
  afterEach(() => remote.remove());

  it('says that somebody was faster, and goes on from their commit the next time', async () => {
    const slow = await remote.open('slow');
    const { commit: theirs } = await writeFolders(await remote.open(), [B]);

    await expect(writeFolders(slow, [A_CHANGED])).rejects.toMatchObject({
      code: 'ERR_DEPLOY_REPO_MOVED',
      message: `${remote.url}: somebody else has published to main meanwhile, and nothing of this run was: run again, it starts from the new commit`,
    });
    expect(remote.git('rev-parse', 'main')).toBe(theirs);
    expect(await slow.head()).toBe(theirs);
    remote.expectSound('slow');

    await writeFolders(slow, [A_CHANGED]);
    expect(remote.git('rev-parse', 'main^')).toBe(theirs);
    expect(remote.git('ls-tree', '-r', '--name-only', 'main').split('\n')).toEqual([
      'control-plane/a/x.yaml',
      'control-plane/b/x.yaml',
    ]);
    remote.expectSound('slow');
  });

  it('moves nothing where a branch was rewritten, and names it', async () => {
    const stray = commitTo(remote, 'region/a', 'by hand');
    const repo = await remote.open();

    await expect(writeFolders(repo, [A_CHANGED])).rejects.toMatchObject({
      code: 'ERR_DEPLOY_REPO_REWRITTEN',
      message: `${remote.url}: history was rewritten: region/a holds commits that main does not have, and Atoll never forces a push: find out who moved it, set it to a commit of main by hand or delete it, and run again`,
    });

    expect(remote.git('rev-parse', 'main', 'region/a').split('\n')).toEqual([first, stray]);
    remote.expectSound();
  });

  it('moves nothing where main was set back behind its branches', async () => {
    await writeFolders(await remote.open(), [A_CHANGED]);
    remote.git('update-ref', 'refs/heads/main', String(first));

    await expect(writeFolders(await remote.open(), [A, B])).resolves.toMatchObject({
      branches: ['region/b'],
    });
    await expect(
      writeFolders(await remote.open(), [toFolder('control-plane/a', { 'x.yaml': 'third\n' })]),
    ).rejects.toMatchObject({ code: 'ERR_DEPLOY_REPO_REWRITTEN' });
  });

  it('says what a hook of the remote said', async () => {
    remote.hook('pre-receive', 'echo "only on Tuesdays" >&2; exit 1');

    await expect(writeFolders(await remote.open(), [A_CHANGED])).rejects.toMatchObject({
      code: 'ERR_DEPLOY_REPO_REFUSED',
      message: expect.stringMatching(
        /: the remote refused the push: pre-receive hook declined: remote: only on Tuesdays\n.*; a hook or a protected branch does not let this account publish: give it the right, nothing was changed there$/s,
      ),
    });

    expect(remote.git('rev-parse', 'main', 'region/a').split('\n')).toEqual([first, first]);
    remote.expectSound();
  });

  it('is refused, and not tried for ever, where the remote cannot make a branch', async () => {
    const branch = `region/${'x'.repeat(300)}`;
    const run = await (await remote.open()).beginRun();
    await run.replaceFolder(A_CHANGED);

    await expect(run.finish({ message: 'x', branches: () => [branch] })).rejects.toMatchObject({
      code: 'ERR_DEPLOY_REPO_REFUSED',
      message: expect.stringContaining(': the remote refused the push: '),
    });

    expect(remote.git('rev-parse', 'main')).toBe(first);
    remote.expectSound();
  });

  it('is refused as a whole where one branch is protected', async () => {
    remote.hook('update', 'test "$1" != refs/heads/region/a');

    await expect(writeFolders(await remote.open(), [A_CHANGED])).rejects.toMatchObject({
      code: 'ERR_DEPLOY_REPO_REFUSED',
    });

    expect(remote.git('rev-parse', 'main', 'region/a').split('\n')).toEqual([first, first]);
  });

  it('wants a remote that moves several branches at once', async () => {
    remote.git('config', 'receive.advertiseAtomic', 'false');

    await expect(writeFolders(await remote.open(), [A_CHANGED])).rejects.toMatchObject({
      code: 'ERR_DEPLOY_REPO_ATOMIC',
    });

    expect(remote.git('rev-parse', 'main')).toBe(first);
  });

  it('has succeeded when only its answer was lost', async () => {
    remote.hook('reference-transaction', 'test "$1" = committed && kill -9 $PPID; exit 0');

    const { commit } = await writeFolders(await remote.open(), [A_CHANGED]);

    expect(remote.git('rev-parse', 'main', 'region/a', 'main^').split('\n')).toEqual([commit, commit, first]);
    remote.expectSound();
  });

  it('has succeeded when its answer was lost and somebody went on from it', async () => {
    const other = join(remote.root, 'go-on');
    remote.hook(
      'reference-transaction',
      `test "$1" = committed -a ! -e ${other} || exit 0
touch ${other}
next=$(git -c user.name=P -c user.email=p@example.org commit-tree -m next -p main 'main^{tree}')
git update-ref refs/heads/main "$next"
kill -9 $PPID`,
    );

    const { commit } = await writeFolders(await remote.open(), [A_CHANGED]);

    expect(remote.git('rev-parse', 'main^', 'region/a', 'main^^').split('\n')).toEqual([
      commit,
      commit,
      first,
    ]);
    remote.expectSound();
  });

  it('has changed nothing when the remote dies on the way, and succeeds when it is back', async () => {
    remote.hook('pre-receive', 'kill -9 $PPID');
    const repo = await remote.open();

    await expect(writeFolders(repo, [A_CHANGED])).rejects.toMatchObject({
      code: 'ERR_DEPLOY_REPO_REMOTE',
      message: expect.stringMatching(
        /; nothing was changed there: check that the remote can be reached and has room, and run again$/,
      ),
    });
    expect(remote.git('rev-parse', 'main', 'region/a').split('\n')).toEqual([first, first]);
    remote.expectSound();

    remote.hook('pre-receive', 'exit 0');
    const { commit } = await writeFolders(repo, [A_CHANGED]);
    expect(remote.git('rev-parse', 'main', 'main^').split('\n')).toEqual([commit, first]);
  });

  it('ends when the remote dies in the middle of its answer', async () => {
    remote.hook('pre-receive', 'echo "I am dying" >&2; kill -9 $PPID');
    // Over http Git itself would wait for ever for the rest of the answer.
    const repo = await remote.open('clone', { patienceSeconds: 1 });

    await expect(writeFolders(repo, [A_CHANGED])).rejects.toMatchObject({ code: 'ERR_DEPLOY_REPO_REMOTE' });

    expect(remote.git('rev-parse', 'main')).toBe(first);
    remote.expectSound();
  });

  it('needs a repository at the address', async () => {
    const url = `${remote.url}-not`;

    await expect(remote.open('clone', { url })).rejects.toMatchObject({
      code: 'ERR_DEPLOY_REPO_REMOTE',
      message: expect.stringMatching(/; there is no such repository, or the credentials may not see it: /),
    });
  });
});

describe('a push to a path', () => {
  it('is refused where the branch is checked out', async () => {
    const remote = await createTemporaryRemote('path');
    const worked = join(remote.root, 'worked');
    execFileSync('git', ['init', '--quiet', '-b', 'main', worked]);
    try {
      const repo = await remote.open('clone', { url: worked });

      await expect(writeFolders(repo, [A])).rejects.toMatchObject({
        code: 'ERR_DEPLOY_REPO_REFUSED',
        message: expect.stringContaining('the remote refused the push: branch is currently checked out'),
      });
    } finally {
      await remote.remove();
    }
  });

  it('never goes to the clone itself', async () => {
    const remote = await createTemporaryRemote('path');
    try {
      await expect(remote.open('remote.git')).rejects.toMatchObject({
        code: 'ERR_DEPLOY_REPO_URL',
        message: `${remote.folder} is named both as the remote repository and as the folder of its clone: name another folder for the clone`,
      });
    } finally {
      await remote.remove();
    }
  });
});

/** Commits on a branch of the remote as somebody would who forces a push. */
function commitTo(remote: TemporaryRemote, branch: string, message: string): string {
  const commit = remote.git('commit-tree', '-m', message, '-p', branch, `${branch}^{tree}`);
  remote.git('update-ref', `refs/heads/${branch}`, commit);
  return commit;
}
