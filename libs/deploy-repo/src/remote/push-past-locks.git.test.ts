import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createTemporaryRemote } from '../testing/temporary-remote.ts';
import { toFolder, writeFolders } from '../testing/temporary-repo.ts';

const A = toFolder('control-plane/a', { 'x.yaml': 'a\n' });
const A_CHANGED = toFolder('control-plane/a', { 'x.yaml': 'a changed\n' });

describe('a lock that a killed push has left on the remote', () => {
  async function publishPastLock(kind: 'http' | 'path', isFreed: boolean) {
    const remote = await createTemporaryRemote(kind);
    try {
      await writeFolders(await remote.open(), [A]);
      const lock = join(remote.folder, 'refs/heads/main.lock');
      writeFileSync(lock, '');
      const seen = join(remote.root, 'seen');
      // The first push meets it, for the second it is gone.
      remote.hook(
        'pre-receive',
        isFreed ? `test ! -e '${seen}' || rm -f '${lock}'; touch '${seen}'` : 'exit 0',
      );
      const repo = await remote.open('clone', { patienceSeconds: 1 });
      const { commit } = await writeFolders(repo, [A_CHANGED]);
      expect(remote.git('rev-parse', 'main')).toBe(commit);
      expect(existsSync(lock)).toBe(false);
      remote.expectSound();
    } finally {
      await remote.remove();
    }
  }

  it.each(['path', 'http'] as const)('holds up a push to a %s only until it is gone', async (kind) => {
    await publishPastLock(kind, true);
  });

  it('is removed from a path, where the killed push was one of this machine', async () => {
    await publishPastLock('path', false);
  });

  it('is named where somebody else must remove it', async () => {
    await expect(publishPastLock('http', false)).rejects.toMatchObject({
      code: 'ERR_DEPLOY_REPO_LOCKED',
      message: expect.stringMatching(/: a lock of the remote stays: .*main\.lock': File exists/s),
    });
  });
});
