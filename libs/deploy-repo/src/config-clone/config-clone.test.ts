import { existsSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createConfigRemote } from '../testing/config-remote.ts';
import { FILES, openFor, openTestClone } from '../testing/open-test-clone.ts';
import { readHeadCommit } from '../read-head-commit.ts';
import { openSourceHistory } from '../source-history.ts';

describe('the work tree of a config clone', () => {
  it('holds regions/ of the commit and nothing else of the repository', async () => {
    using remote = createConfigRemote(FILES);
    using opened = await openFor(remote);

    await opened.clone.checkOut(await opened.clone.fetch());

    expect(readFileSync(join(opened.clone.root, 'regions/eu-1/region.yaml'), 'utf8')).toBe('size: 1\n');
    expect(existsSync(join(opened.clone.root, 'README.md'))).toBe(false);
    expect(await readHeadCommit(opened.clone.root, process.env)).toBe(remote.git('rev-parse', 'HEAD'));
    const history = await openSourceHistory(opened.clone.root, process.env);
    expect(await history?.listChanges('regions')).toStrictEqual([]);
  });

  it('writes only files that differ, so that the others keep their times', async () => {
    using remote = createConfigRemote(FILES);
    using opened = await openFor(remote);
    await opened.clone.checkOut(await opened.clone.fetch());
    const place = (region: string) => join(opened.clone.root, `regions/${region}/region.yaml`);
    const before = statSync(place('us-1'), { bigint: true });
    remote.push({ 'regions/eu-1/region.yaml': 'size: 2\n', 'regions/new-1/region.yaml': 'size: 3\n' });

    await opened.clone.checkOut(await opened.clone.fetch());

    expect(readFileSync(place('eu-1'), 'utf8')).toBe('size: 2\n');
    expect(readFileSync(place('new-1'), 'utf8')).toBe('size: 3\n');
    const after = statSync(place('us-1'), { bigint: true });
    expect([after.mtimeNs, after.ino]).toStrictEqual([before.mtimeNs, before.ino]);
  });

  it('is brought back when somebody has edited, removed or added files', async () => {
    using remote = createConfigRemote(FILES);
    const first = await openTestClone(remote);
    await first.checkOut(await first.fetch());
    writeFileSync(join(first.root, 'regions/eu-1/region.yaml'), 'size: 666\n');
    rmSync(join(first.root, 'regions/us-1'), { recursive: true });
    mkdirSync(join(first.root, 'regions/added'));
    symlinkSync('/etc/passwd', join(first.root, 'regions/added/region.yaml'));
    first.close();

    using opened = await openFor(remote);
    await opened.clone.checkOut(await opened.clone.fetch());

    expect(readFileSync(join(opened.clone.root, 'regions/eu-1/region.yaml'), 'utf8')).toBe('size: 1\n');
    expect(existsSync(join(opened.clone.root, 'regions/us-1/region.yaml'))).toBe(true);
    expect(existsSync(join(opened.clone.root, 'regions/added'))).toBe(false);
  });

  it('goes where the commit has no folder regions/', async () => {
    using remote = createConfigRemote(FILES);
    using opened = await openFor(remote);
    await opened.clone.checkOut(await opened.clone.fetch());
    remote.push({ regions: undefined });

    await opened.clone.checkOut(await opened.clone.fetch());

    expect(existsSync(join(opened.clone.root, 'regions'))).toBe(false);
  });

  it('follows a branch whose history was rewritten', async () => {
    using remote = createConfigRemote(FILES);
    using opened = await openFor(remote);
    await opened.clone.checkOut(await opened.clone.fetch());
    remote.git('checkout', '--quiet', '--orphan', 'other');
    const rewritten = remote.commit({ 'regions/us-1': undefined });
    remote.git('push', '--quiet', '--force', remote.url, 'HEAD:main');

    const head = await opened.clone.fetch();
    await opened.clone.checkOut(head);

    expect(head).toBe(rewritten);
    expect(existsSync(join(opened.clone.root, 'regions/us-1'))).toBe(false);
  });
});

describe('openConfigClone', () => {
  it('refuses a folder that another process works with', async () => {
    using remote = createConfigRemote(FILES);
    using opened = await openFor(remote);

    await expect(openTestClone(remote)).rejects.toMatchObject({ code: 'ERR_DEPLOY_REPO_LOCKED' });
    expect(opened.clone.url).toBe(remote.url);
  });

  it('starts anew when a crash has left the clone damaged, and its locks behind', async () => {
    using remote = createConfigRemote(FILES);
    const first = await openTestClone(remote);
    const head = await first.fetch();
    await first.checkOut(head);
    const repository = join(remote.folder, 'cache/.git');
    const object = join(repository, 'objects', head.slice(0, 2), head.slice(2));
    rmSync(object, { force: true });
    writeFileSync(object, '');
    writeFileSync(join(repository, 'index.lock'), '');
    writeFileSync(join(repository, 'refs/heads/main.lock'), '');
    const dead = { pid: 999_999_999, host: (await import('node:os')).hostname(), start: '', run: 'dead' };
    writeFileSync(join(repository, 'atoll-lock'), JSON.stringify(dead));

    using opened = await openFor(remote);
    await opened.clone.checkOut(await opened.clone.fetch());

    expect(readFileSync(join(opened.clone.root, 'regions/eu-1/region.yaml'), 'utf8')).toBe('size: 1\n');
  });

  it('says that a repository cannot be reached', async () => {
    using remote = createConfigRemote(FILES);
    const clone = await openTestClone(remote, { url: join(remote.folder, 'nowhere.git') });

    await expect(clone.fetch()).rejects.toMatchObject({ code: 'ERR_DEPLOY_REPO_REMOTE' });
    clone.close();
  });
});
