import { mkdir, open, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AuditLine, AuditRecord } from '../audit-record.ts';
import type { AuditSink, AuditWarning } from '../audit-sink.ts';
import { mendTornLine } from './mend-torn-line.ts';
import { splitLines } from './split-lines.ts';

const MONTH_FILE = /^\d{4}-\d\d\.jsonl$/;

/** Only the agent reads and writes its records. */
const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;

/**
 * Keeps records as JSON lines, one file a month, in a folder of one writer. Each record is on the disk before it is
 * acknowledged; a line that a crash tore is mended when the folder is next used, and said.
 */
export function createFolderSink(folder: string, warn: AuditWarning): AuditSink {
  let isMended = false;
  let end: FileEnd | undefined;

  async function listFiles(): Promise<readonly string[]> {
    await makeFolder(folder);
    return (await readdir(folder)).filter((name) => MONTH_FILE.test(name)).sort();
  }

  async function mend(): Promise<readonly string[]> {
    const files = await listFiles();
    const last = files.at(-1);
    if (!isMended && last !== undefined) await mendTornLine(join(folder, last), warn);
    isMended = true;
    return files;
  }

  async function readLastLine(): Promise<AuditLine | undefined> {
    const files = await mend();
    // A crash between making a file and writing to it leaves an empty one.
    for (const file of files.toReversed()) {
      const text = await readFile(join(folder, file), 'utf8');
      const last = splitLines(file, text).at(-1);
      end = { file, bytes: Buffer.byteLength(text) };
      if (last !== undefined) return last;
    }
    end = undefined;
    return undefined;
  }

  async function* readLines(): AsyncGenerator<AuditLine> {
    for (const file of await mend()) {
      yield* splitLines(file, await readFile(join(folder, file), 'utf8'));
    }
  }

  async function append(line: string, { record }: { readonly record: AuditRecord }) {
    await makeFolder(folder);
    const file = toFile(record, end);
    // Whatever a write that fails leaves is mended before the next record is stored.
    isMended = false;
    const bytes = await appendLine({ folder, file, line, expected: end?.file === file ? end.bytes : 0 });
    if (bytes === undefined) return 'moved' as const;
    isMended = true;
    end = { file, bytes };
    return 'stored' as const;
  }

  return { readLines, readLastLine, append };
}

interface FileEnd {
  readonly file: string;
  readonly bytes: number;
}

/** A clock that goes back must not put a record into an earlier file, where it would stand before its predecessor. */
function toFile(record: AuditRecord, end: FileEnd | undefined): string {
  const file = `${record.at.slice(0, 'yyyy-mm'.length)}.jsonl`;
  return end === undefined || file > end.file ? file : end.file;
}

interface AppendOrder {
  readonly folder: string;
  readonly file: string;
  readonly line: string;
  /** Bytes that the file must have before. */
  readonly expected: number;
}

async function appendLine({ folder, file, line, expected }: AppendOrder): Promise<number | undefined> {
  const handle = await open(join(folder, file), 'a', FILE_MODE);
  try {
    const { size } = await handle.stat();
    if (size !== expected) return undefined;
    const bytes = Buffer.from(`${line}\n`);
    await handle.appendFile(bytes);
    await handle.sync();
    if (size === 0) await syncFolder(folder);
    return size + bytes.length;
  } finally {
    await handle.close();
  }
}

async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: FOLDER_MODE });
}

/** The name of a new file is on the disk only after its folder is. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
