import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type TemporaryRemote, createTemporaryRemote } from '../testing/temporary-remote.ts';
import { toFolder } from '../testing/temporary-repo.ts';

/** 3 MB of refspecs, where the arguments of a program have 2 MB. */
const FOLDERS = Array.from({ length: 4 }, () => 'x'.repeat(200)).join('/');
const BRANCHES = Array.from({ length: 3_000 }, (_, at) => `region/${FOLDERS}/${at}`);

let remote: TemporaryRemote;
beforeEach(async () => {
  remote = await createTemporaryRemote('path');
});
afterEach(() => remote.remove());

describe('a push', () => {
  it('moves more branches at once than the arguments of a program could hold', async () => {
    const repo = await remote.open();
    const run = await repo.beginRun();
    await run.replaceFolder(toFolder('control-plane/a', { 'x.yaml': 'x\n' }));

    const { commit } = await run.finish({ message: 'many', branches: () => BRANCHES });

    expect(
      remote.git('for-each-ref', '--count=1', '--format=%(refname)', '--no-contains', String(commit)),
    ).toBe('');
    expect((await repo.listBranches('region/')).size).toBe(BRANCHES.length);
  });
});
