import { createHash } from 'node:crypto';
import { existsSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CheckpointName } from './checkpoint.ts';
import { expectClean } from './testing/expect-clean.ts';
import { type TemporaryRemote, createTemporaryRemote } from './testing/temporary-remote.ts';
import { type TemporaryRepo, createTemporaryRepo, toFolder, writeFolders } from './testing/temporary-repo.ts';

/** Texts whose objects all lie in the folder by which Git guesses the number of loose ones. */
const LOOSE = toFolder('regions/loose', Object.fromEntries(listTexts(30)));
const A = toFolder('regions/a', { 'x.yaml': 'a\n' });

describe('an embedded repository', () => {
  let place: TemporaryRepo;
  beforeEach(() => {
    place = createTemporaryRepo();
  });
  afterEach(() => place.remove());

  it('is repacked by the run that finds many loose objects, and says so', async () => {
    const steps: CheckpointName[] = [];
    const repo = await place.open({ checkpoint: (name) => void steps.push(name) });

    const first = await writeFolders(repo, [A]);
    const second = await writeFolders(repo, [LOOSE]);
    const third = await writeFolders(repo, [A]);

    expect([first.repacking, second.repacking, third.repacking]).toEqual([
      undefined,
      { outcome: 'done' },
      undefined,
    ]);
    expect(steps.slice(steps.lastIndexOf('repacked') - 1).slice(0, 3)).toEqual([
      'index-updated',
      'repacked',
      'unlocked',
    ]);
    expect(countLoose(place)).toBeLessThan(10);
    expect(await repo.head()).toBe(second.commit);
    expectClean(place);
  });

  it('is not repacked again within the hour, whatever is loose', async () => {
    const repo = await place.open();
    await writeFolders(repo, [LOOSE]);
    const other = toFolder('regions/other', Object.fromEntries(listTexts(60).slice(30)));

    const soon = await writeFolders(repo, [other]);
    utimesSync(join(place.path, '.git/info/atoll-repacked'), 0, 0);
    const late = await writeFolders(repo, [A]);

    expect([soon.repacking, late.repacking]).toEqual([undefined, { outcome: 'done' }]);
  });

  it('keeps the edits by hand that were rescued', async () => {
    const repo = await place.open();
    await writeFolders(repo, [A]);
    place.edit('regions/a/x.yaml', 'by hand\n');
    const { handEdits } = await writeFolders(repo, [A, LOOSE]);

    expect(place.git('show', `${handEdits[0]?.ref}:regions/a/x.yaml`)).toBe('by hand');
    expect(countLoose(place)).toBeLessThan(10);
  });

  it('is written all the same when repacking fails, and says why', async () => {
    const repo = await place.open();
    await writeFolders(repo, [A]);
    writeFileSync(join(place.path, '.git/gc.pid'), `${process.pid} ${hostname()}`);

    const { commit, repacking } = await writeFolders(repo, [LOOSE]);

    expect(await repo.head()).toBe(commit);
    expect(repacking).toEqual({
      outcome: 'failed',
      message: expect.stringContaining('gc is already running'),
    });
  });
});

describe('a clone', () => {
  let remote: TemporaryRemote;
  beforeEach(async () => {
    remote = await createTemporaryRemote('path');
  });
  afterEach(() => remote.remove());

  it('is repacked by the run that finds many loose objects or packs, with what crashes have left', async () => {
    const repo = await remote.open();
    await writeFolders(repo, [A]);
    const clone = join(remote.root, 'clone');
    const old = ['fast_import_crash_1', 'atoll-lock.dead', 'objects/pack/.tmp-1-pack-a.pack'];
    const young = 'fast_import_crash_2';
    for (const name of [...old, young]) {
      writeFileSync(join(clone, name), '');
    }
    old.forEach((name) => utimesSync(join(clone, name), 0, 0));

    const { repacking } = await writeFolders(repo, [LOOSE]);

    expect(repacking).toEqual({ outcome: 'done' });
    expect(readdirSync(join(clone, 'objects/pack')).filter((name) => name.endsWith('.pack'))).toHaveLength(1);
    expect([...old, young].filter((name) => existsSync(join(clone, name)))).toEqual([young]);
    remote.expectSound();

    await writeFolders(repo, [toFolder('regions/a', { 'x.yaml': 'changed\n' })]);
    remote.expectSound();
  });
});

/** The carriers of the last hour are still there. */
function countLoose(place: TemporaryRepo): number {
  return Number.parseInt(place.git('count-objects'), 10);
}

function listTexts(count: number): Array<[string, string]> {
  const texts: Array<[string, string]> = [];
  for (let number = 0; texts.length < count; number += 1) {
    const text = `${number}\n`;
    const id = createHash('sha1').update(`blob ${text.length}\0${text}`).digest('hex');
    if (id.startsWith('17')) {
      texts.push([`${number}.yaml`, text]);
    }
  }
  return texts;
}
