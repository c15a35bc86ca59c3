import { execFileSync } from 'node:child_process';
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { expectClean } from './testing/expect-clean.ts';
import { type TemporaryRepo, createTemporaryRepo, toFolder, writeFolders } from './testing/temporary-repo.ts';

const A = toFolder('control-plane/a', { 'dns/zone.yaml': 'zone\n', 'keys/key.yaml': 'key\n' });
const B = toFolder('control-plane/b', { 'dns/zone.yaml': 'zone b\n' });
/** What `git commit` gives for the files of A and B by Atoll at 2026-03-01T12:00:00Z, message "render". */
const FIRST_COMMIT = '9af943835262ccd9026aa4f3687fb5bbce896d99';

let place: TemporaryRepo;
beforeEach(() => {
  place = createTemporaryRepo();
});
afterEach(() => place.remove());

describe('an odd environment', () => {
  const variables = {
    GIT_DIR: '/nowhere',
    GIT_INDEX_FILE: '/nowhere/index',
    GIT_WORK_TREE: '/nowhere',
    GIT_AUTHOR_DATE: '@1 +0000',
    GIT_COMMITTER_NAME: 'Somebody',
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'core.autocrlf',
    GIT_CONFIG_VALUE_0: 'true',
    EDITOR: 'false',
    LC_ALL: 'de_DE.UTF-8',
    TZ: 'Asia/Kolkata',
  };
  it('changes no byte of the commit', async () => {
    const environment = { ...process.env, ...variables };

    const { commit } = await writeFolders(await place.open({ environment }), [A, B]);

    expect(commit).toBe(FIRST_COMMIT);
    expectClean(place);
  });

  it('keeps modes and commit under a strict umask', async () => {
    const program = `
      import { openDeployRepo } from ${JSON.stringify(join(import.meta.dirname, 'index.ts'))};
      process.umask(0o077);
      const repo = await openDeployRepo({ path: ${JSON.stringify(place.path)}, author: { name: 'Atoll', email: 'atoll@example.org' }, environment: process.env, now: () => new Date('2026-03-01T12:00:00Z') });
      const run = await repo.beginRun();
      await run.replaceFolder(${JSON.stringify(A)});
      await run.replaceFolder(${JSON.stringify(B)});
      await run.finish({ message: 'render' });`;
    execFileSync(process.execPath, ['--input-type=module', '--eval', program]);

    expect(place.git('rev-parse', 'main')).toBe(FIRST_COMMIT);
    expect(statSync(join(place.path, 'control-plane/a/dns/zone.yaml')).mode & 0o777).toBe(0o600);
    expectClean(place);
  });

  it('runs no hook', async () => {
    const repo = await place.open();
    const ran = join(dirname(place.path), 'ran');
    for (const hook of ['reference-transaction', 'post-index-change', 'post-commit']) {
      const file = join(place.path, '.git/hooks', hook);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, `#!/bin/sh\ntouch '${ran}'\nexit 1\n`, { mode: 0o755 });
    }

    await writeFolders(repo, [A, B]);

    expect(place.has('../ran')).toBe(false);
    expect(await repo.head()).toBe(FIRST_COMMIT);
  });

  it('does not take a project around it for the repository', async () => {
    const outer = dirname(place.path);
    execFileSync('git', ['init', '--quiet', '-b', 'main', outer]);

    await writeFolders(await place.open(), [A, B]);

    expect(place.git('rev-parse', '--show-toplevel')).toBe(place.path);
    expect(execFileSync('git', ['-C', outer, 'for-each-ref'], { encoding: 'utf8' })).toBe('');
  });
});
