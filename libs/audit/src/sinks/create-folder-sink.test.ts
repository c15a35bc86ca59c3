import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFile,
  chmod,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AuditLog, openAuditLog } from '../open-audit-log.ts';
import { toEntry } from '../testing/to-entry.ts';
import { createFolderSink } from './create-folder-sink.ts';

const origin = { region: 'eu-west-1', half: 'region' } as const;
const APPENDER = join(import.meta.dirname, '../testing/append-until-killed.ts');
/** How many acknowledged records each killed writer has at least. */
const KILL_AFTER = [1, 3, 10, 25];

describe('a folder of records', () => {
  let folder = '';
  let warnings: string[] = [];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'atoll-audit-'));
    warnings = [];
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  function open(): AuditLog {
    const warn = (message: string) => warnings.push(message);
    return openAuditLog({ origin, sink: createFolderSink(folder, warn), warn });
  }

  async function write(numbers: readonly number[]): Promise<void> {
    const log = open();
    for (const number of numbers) await log.appendRecord(toEntry(number));
  }

  it('has one file a month, which only its owner may read', async () => {
    await write([1, 2, 8]);

    expect((await readdir(folder)).sort()).toStrictEqual(['2026-11.jsonl', '2026-12.jsonl']);
    expect((await readFile(join(folder, '2026-11.jsonl'), 'utf8')).split('\n')).toHaveLength(3);
    expect((await stat(join(folder, '2026-11.jsonl'))).mode & 0o777).toBe(0o600);
    expect((await open().verify()).fault).toBeUndefined();
  });

  it('is continued by the next program', async () => {
    await write([1, 2]);
    await write([3, 8]);
    await write([9]);

    expect(await open().verify()).toMatchObject({ fault: undefined, head: { sequence: 5 } });
  });

  it('keeps the order when the clock goes back over the turn of a month', async () => {
    await write([8, 1, 2]);
    await write([3]);

    expect(await readdir(folder)).toStrictEqual(['2026-12.jsonl']);
    expect(await open().verify()).toMatchObject({ fault: undefined, head: { sequence: 4 } });
  });

  it('loses no acknowledged record when the program dies after any byte of a write', async () => {
    await write([1, 2, 3]);
    const path = join(folder, '2026-11.jsonl');
    const whole = await readFile(path);
    const start = whole.lastIndexOf('\n', whole.length - 2) + 1;
    for (let length = start; length <= whole.length; length += 1) {
      await writeFile(path, whole.subarray(0, length));
      warnings = [];

      const log = open();
      const isWhole = length >= whole.length - 1;
      const record = await log.appendRecord(toEntry(4));

      expect(record.sequence, `${length} bytes`).toBe(isWhole ? 4 : 3);
      expect((await log.verify()).fault, `${length} bytes`).toBeUndefined();
      const isTorn = length > start && length < whole.length;
      expect(warnings, `${length} bytes`).toHaveLength(isTorn ? 1 : 0);
    }
  });

  it('goes on when the program died between making the next file and writing to it', async () => {
    await write([1, 2]);
    await writeFile(join(folder, '2026-12.jsonl'), '');

    await write([8]);

    expect(await open().verify()).toMatchObject({ fault: undefined, head: { sequence: 3 } });
  });

  it('verifies, with all that was acknowledged, after each of several writers was killed', async () => {
    let acknowledged = 0;
    for (const count of KILL_AFTER) {
      acknowledged = Math.max(acknowledged, await runUntilKilled(acknowledged + count));

      const { head, fault } = await open().verify();

      expect(fault).toBeUndefined();
      expect(head.sequence).toBeGreaterThanOrEqual(acknowledged);
      acknowledged = head.sequence;
    }
  });

  async function runUntilKilled(until: number): Promise<number> {
    const child = spawn(process.execPath, [APPENDER, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = once(child, 'exit');
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (lastNumber(text) >= until) child.kill('SIGKILL');
    });
    await ended;
    return lastNumber(text);
  }

  it('finds an altered byte, a deleted file and a cut tail', async () => {
    await write([1, 2, 8, 9]);
    const head = await open().readHead();
    const november = join(folder, '2026-11.jsonl');
    const december = join(folder, '2026-12.jsonl');
    const [first, second] = [await readFile(november, 'utf8'), await readFile(december, 'utf8')];

    await writeFile(november, first.replace('cart-2', 'cart-3'));
    expect((await open().verify()).fault).toMatchObject({ kind: 'altered', place: '2026-11.jsonl:2' });
    await rm(november);
    expect((await open().verify()).fault).toMatchObject({ kind: 'missing', sequence: 1 });
    await writeFile(november, first);
    await truncate(december, second.indexOf('\n') + 1);
    expect((await open().verify(head)).fault).toMatchObject({ kind: 'truncated', sequence: 4 });
  });

  it('takes what another writer added as moved, never writes over it', async () => {
    const log = open();
    await log.appendRecord(toEntry(1));
    await write([2]);

    expect((await log.appendRecord(toEntry(3))).sequence).toBe(3);
    expect((await log.verify()).fault).toBeUndefined();
  });

  it('says that a record was not stored when the folder cannot be written', async () => {
    const log = open();
    await log.appendRecord(toEntry(1));
    await rm(folder, { recursive: true });
    await writeFile(folder, 'a file in its place');

    await expect(log.appendRecord(toEntry(2))).rejects.toMatchObject({ code: 'ERR_AUDIT_APPEND' });
  });

  it('refuses to go on after a whole line that is no record', async () => {
    await write([1]);
    await appendFile(join(folder, '2026-11.jsonl'), '{"sequence":2}\n');
    await chmod(join(folder, '2026-11.jsonl'), 0o600);

    await expect(open().appendRecord(toEntry(2))).rejects.toMatchObject({ code: 'ERR_AUDIT_BROKEN' });
  });
});

function lastNumber(text: string): number {
  const complete = text.slice(0, text.lastIndexOf('\n') + 1).trimEnd();
  return Number(complete.split('\n').at(-1) ?? 0);
}
