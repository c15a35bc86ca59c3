import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { isAlive, withProcessLock } from './process-lock.ts';

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atoll-process-lock-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe('withProcessLock', () => {
  it('holds a file with its own process id during the work and leaves nothing behind', async () => {
    const path = join(folder, 'lock');

    const held = await withProcessLock({ path, log: () => {} }, () => readFile(path, 'utf8'));

    expect(held).toBe(`${process.pid}\n`);
    expect(await readdir(folder)).toEqual([]);
  });

  it('frees the lock when the work fails', async () => {
    const lock = { path: join(folder, 'lock'), log: () => {} };

    await expect(withProcessLock(lock, () => Promise.reject(new Error('no')))).rejects.toThrow('no');

    expect(await readdir(folder)).toEqual([]);
  });

  it('takes over the lock of a dead process', async () => {
    const lock = { path: join(folder, 'lock'), log: () => {} };
    await writeFile(lock.path, `${deadProcessId()}\n`);

    await expect(withProcessLock(lock, () => Promise.resolve('done'))).resolves.toBe('done');
    expect(await readdir(folder)).toEqual([]);
  });

  it('takes over a dead lock although another taker died while taking over', async () => {
    const lock = { path: join(folder, 'lock'), log: () => {} };
    await writeFile(lock.path, `${deadProcessId()}\n`);
    await writeFile(`${lock.path}.takeover`, `${deadProcessId()}\n`);

    await expect(withProcessLock(lock, () => Promise.resolve('done'))).resolves.toBe('done');
  });

  it('waits for a living owner, says so once and never runs two at the same time', async () => {
    const lines: string[] = [];
    const lock = { path: join(folder, 'lock'), log: (line: string) => lines.push(line) };
    const events: string[] = [];
    let free = (): void => {};
    const blocked = new Promise<void>((resolve) => {
      free = resolve;
    });
    let enter = (): void => {};
    const entered = new Promise<void>((resolve) => {
      enter = resolve;
    });

    const first = withProcessLock(lock, async () => {
      enter();
      await blocked;
      events.push('first ends');
    });
    await entered;
    const second = withProcessLock({ ...lock, log: (line) => (lines.push(line), free()) }, async () => {
      events.push('second runs');
    });
    await Promise.all([first, second]);

    expect(events).toEqual(['first ends', 'second runs']);
    expect(lines).toEqual([`waiting for process ${process.pid}, which holds ${lock.path}`]);
  });
});

describe('isAlive', () => {
  it('knows this process and a dead one', () => {
    expect(isAlive(process.pid)).toBe(true);
    expect(isAlive(deadProcessId())).toBe(false);
  });
});

/** The id of a process that has just ended; ids are not reused so soon. */
function deadProcessId(): number {
  return spawnSync(process.execPath, ['--version']).pid;
}
