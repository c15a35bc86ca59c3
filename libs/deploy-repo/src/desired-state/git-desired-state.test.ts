import { execFileSync } from 'node:child_process';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BRANCH, createDesiredMirror } from '../testing/desired-mirror.ts';
import { toTexts } from '../testing/to-texts.ts';

const FOLDER = 'regions/eu-1/platform';
const A = `${FOLDER}/a.ConfigMap.x.yaml`;
const B = `${FOLDER}/b.ConfigMap.x.yaml`;

describe('a mirror of the desired state', () => {
  it('reads the manifests of a folder at an exact commit, also after the branch went on', async () => {
    await using made = await createDesiredMirror({ [A]: 'a: 1\n', [B]: 'b: 1\n', 'other/c.yaml': 'c\n' });
    const first = made.remote.git('rev-parse', 'HEAD');
    await made.mirror.fetch();
    expect(made.mirror.status().branches).toEqual([
      { name: BRANCH, revision: first, state: 'present', since: expect.any(Date), rewrite: undefined },
    ]);
    const second = made.push({ [A]: 'a: 2\n', [B]: undefined });
    await made.mirror.fetch();

    const [before, after] = [
      await made.mirror.readFolder(first, FOLDER),
      await made.mirror.readFolder(second, FOLDER),
    ];
    expect(toTexts(before)).toEqual({ [A]: 'a: 1\n', [B]: 'b: 1\n' });
    expect(toTexts(after)).toEqual({ [A]: 'a: 2\n' });
    expect(before.tree).toBe(made.remote.git('rev-parse', `${first}:${FOLDER}`));
    expect(before.files[0]).toMatchObject({ blob: made.remote.git('rev-parse', `${first}:${A}`), bytes: 5 });
    expect([before.problems, after.problems]).toEqual([[], []]);
    expect(toTexts(await made.mirror.readFolder(second, ''))).toEqual({
      'other/c.yaml': 'c\n',
      [A]: 'a: 2\n',
    });
  });

  it('gives the blobs that are known without their text', async () => {
    await using made = await createDesiredMirror({ [A]: 'a: 1\n', [B]: 'b: 1\n' });
    await made.mirror.fetch();
    const first = await made.mirror.readFolder(made.remote.git('rev-parse', 'HEAD'), FOLDER);
    const known = new Set(first.files.map(({ blob }) => blob));
    const second = made.push({ [B]: 'b: 2\n' });
    await made.mirror.fetch();
    const read = await made.mirror.readFolder(second, FOLDER, known);
    expect(toTexts(read)).toEqual({ [A]: undefined, [B]: 'b: 2\n' });
    expect(read.tree).not.toBe(first.tree);
  });

  it('says by a missing tree that a commit has no such folder, and no file is one', async () => {
    await using made = await createDesiredMirror({ [A]: 'a\n' });
    await made.mirror.fetch();
    const emptied = made.push({ [A]: undefined });
    await made.mirror.fetch();
    const none = { tree: undefined, files: [], problems: [] };
    expect(await made.mirror.readFolder(emptied, FOLDER)).toMatchObject(none);
    const first = made.remote.git('rev-parse', 'HEAD~1');
    expect(await made.mirror.readFolder(first, A)).toMatchObject(none);
    expect(await made.mirror.readFolder(first, 'regions/eu')).toMatchObject(none);
  });

  it('names each file that is no manifest, and gives the others', async () => {
    await using made = await createDesiredMirror({ [A]: 'a: é\n' });
    const work = join(made.remote.folder, 'work');
    symlinkSync('/etc/passwd', join(work, FOLDER, 'link.yaml'));
    writeFileSync(join(work, FOLDER, 'binary.yaml'), Buffer.from([0x61, 0xff, 0xfe]));
    writeFileSync(join(work, FOLDER, 'nul.yaml'), 'a\0b');
    const head = made.remote.git('rev-parse', 'HEAD');
    made.push({
      [`${FOLDER}/huge.yaml`]: 'x'.repeat(1_024 * 1_024 + 1),
      [`${FOLDER}/largest.yaml`]: 'x'.repeat(1_024 * 1_024),
      [`${FOLDER}/lfs.yaml`]: 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n',
      [`${FOLDER}/notes.txt`]: 'hello\n',
    });
    // `git add --all` drops a submodule that has no folder.
    made.remote.git('update-index', '--add', '--cacheinfo', `160000,${head},${FOLDER}/module.yaml`);
    made.remote.git('commit', '--quiet', '--amend', '--no-edit');
    made.remote.git('push', '--quiet', '--force', made.remote.url, `HEAD:refs/heads/${BRANCH}`);
    await made.mirror.fetch();
    const amended = made.remote.git('rev-parse', 'HEAD');

    const read = await made.mirror.readFolder(amended, FOLDER);
    expect(read.files.map(({ path }) => path)).toEqual([A, `${FOLDER}/largest.yaml`]);
    expect(read.files[0]?.text).toBe('a: é\n');
    expect(read.problems.map(({ file, code }) => [file.slice(FOLDER.length + 1), code])).toEqual([
      ['binary.yaml', 'ERR_DESIRED_ENCODING'],
      ['huge.yaml', 'ERR_DESIRED_SIZE'],
      ['lfs.yaml', 'ERR_DESIRED_LFS'],
      ['link.yaml', 'ERR_DESIRED_LINK'],
      ['module.yaml', 'ERR_DESIRED_SUBMODULE'],
      ['notes.txt', 'ERR_DESIRED_NAME'],
      ['nul.yaml', 'ERR_DESIRED_ENCODING'],
    ]);
    expect(JSON.stringify(read)).not.toContain('root:');
  });

  it('knows which of two commits came first', async () => {
    await using made = await createDesiredMirror({ [A]: 'a: 1\n' });
    const first = made.remote.git('rev-parse', 'HEAD');
    const second = made.push({ [A]: 'a: 2\n' });
    await made.mirror.fetch();
    expect(await made.mirror.isAncestor(first, second)).toBe(true);
    expect(await made.mirror.isAncestor(second, first)).toBe(false);
    expect(await made.mirror.isAncestor(first, first)).toBe(true);
  });

  it.each(['main', 'HEAD', '--help', 'abcdef', ''])('refuses %j as a revision', async (revision) => {
    await using made = await createDesiredMirror({ [A]: 'a\n' });
    const refused = { code: 'ERR_DEPLOY_REPO_REVISION' };
    await expect(made.mirror.readFolder(revision, FOLDER)).rejects.toMatchObject(refused);
    await expect(made.mirror.isAncestor(revision, revision)).rejects.toMatchObject(refused);
    await expect(made.mirror.retain(revision)).rejects.toMatchObject(refused);
  });

  it('says of a commit that it does not have that it must be fetched', async () => {
    await using made = await createDesiredMirror({ [A]: 'a\n' });
    const unfetched = made.remote.git('rev-parse', 'HEAD');
    const missing = {
      code: 'ERR_DEPLOY_REPO_REVISION',
      message: expect.stringContaining(`there is no commit ${unfetched}`),
    };
    await expect(made.mirror.readFolder(unfetched, FOLDER)).rejects.toMatchObject(missing);
    await made.mirror.fetch();
    await expect(made.mirror.isAncestor('0'.repeat(40), unfetched)).rejects.toMatchObject({
      code: 'ERR_DEPLOY_REPO_REVISION',
    });
  });

  it('refuses a folder that leads out of the repository', async () => {
    await using made = await createDesiredMirror({ [A]: 'a\n' });
    await made.mirror.fetch();
    const head = made.remote.git('rev-parse', 'HEAD');
    await expect(made.mirror.readFolder(head, '../x')).rejects.toMatchObject({
      code: 'ERR_DEPLOY_REPO_PATH',
    });
  });
});

describe('a branch that was tampered with', () => {
  it('is said to be rewritten, and its old commit stays readable', async () => {
    await using made = await createDesiredMirror({ [A]: 'a: 1\n' });
    const old = made.push({ [A]: 'a: 2\n' });
    await made.mirror.fetch();
    made.remote.git('reset', '--quiet', '--hard', 'HEAD~1');
    const now = made.push({ [A]: 'a: 3\n' });
    await made.mirror.fetch();
    expect(made.mirror.status().branches[0]).toMatchObject({
      revision: now,
      state: 'present',
      rewrite: { from: old, to: now, at: expect.any(Date) },
    });
    execFileSync('git', ['-C', made.folder, 'gc', '--quiet', '--prune=now'], { stdio: 'ignore' });
    expect(toTexts(await made.mirror.readFolder(old, FOLDER))).toEqual({ [A]: 'a: 2\n' });
  });

  it('keeps its last commit when it is deleted, and is found again', async () => {
    await using made = await createDesiredMirror({ [A]: 'a: 1\n' });
    const last = made.remote.git('rev-parse', 'HEAD');
    await made.mirror.fetch();
    made.remote.host('update-ref', '-d', `refs/heads/${BRANCH}`);
    await made.mirror.fetch();
    expect(made.mirror.status().branches[0]).toMatchObject({ revision: last, state: 'absent' });
    expect(toTexts(await made.mirror.readFolder(last, FOLDER))).toEqual({ [A]: 'a: 1\n' });
    const next = made.push({ [A]: 'a: 2\n' });
    await made.mirror.fetch();
    expect(made.mirror.status().branches[0]).toMatchObject({
      revision: next,
      state: 'present',
      rewrite: undefined,
    });
  });

  it('is noticed as rewritten also by a mirror that was opened again meanwhile', async () => {
    await using made = await createDesiredMirror({ [A]: 'a: 1\n' });
    const old = made.push({ [A]: 'a: 2\n' });
    await made.mirror.fetch();
    await made.mirror.close();
    made.remote.git('reset', '--quiet', '--hard', 'HEAD~1');
    const now = made.push({ [A]: 'a: 3\n' });
    const again = await made.reopen();
    expect(again.status().branches[0]).toMatchObject({ revision: old, state: 'unknown' });
    await again.fetch();
    expect(again.status().branches[0]).toMatchObject({ rewrite: { from: old, to: now } });
    await again.close();
  });

  it('does not count a branch of a longer name as its own', async () => {
    await using made = await createDesiredMirror({ [A]: 'a: 1\n' });
    await made.mirror.fetch();
    made.remote.host('update-ref', '-d', `refs/heads/${BRANCH}`);
    made.remote.git('push', '--quiet', made.remote.url, `main:refs/heads/x/refs/heads/${BRANCH}`);
    await made.mirror.fetch();
    expect(made.mirror.status().branches[0]).toMatchObject({ state: 'absent' });
  });
});

describe('a retained commit', () => {
  it('outlives every rewriting until it is released', async () => {
    await using made = await createDesiredMirror({ [A]: 'a: 1\n' });
    const kept = made.push({ [A]: 'a: 2\n' });
    await made.mirror.fetch();
    await made.mirror.retain(kept);
    for (const text of ['a: 3\n', 'a: 4\n']) {
      made.remote.git('reset', '--quiet', '--hard', 'HEAD~1');
      made.push({ [A]: text });
      await made.mirror.fetch();
    }
    const collect = () =>
      execFileSync('git', ['-C', made.folder, 'gc', '--quiet', '--prune=now'], { stdio: 'ignore' });
    collect();
    expect(toTexts(await made.mirror.readFolder(kept, FOLDER))).toEqual({ [A]: 'a: 2\n' });
    await made.mirror.release(kept);
    collect();
    await expect(made.mirror.readFolder(kept, FOLDER)).rejects.toMatchObject({
      code: 'ERR_DEPLOY_REPO_REVISION',
    });
  });
});
