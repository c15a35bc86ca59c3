import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import type { AuditWarning } from '../audit-sink.ts';
import { parseRecord } from '../parse-record.ts';
import { hashRecord } from '../seal-record.ts';

const LINE_BREAK = 0x0a;

/**
 * Mends a file whose last line has no break, as a crash in the middle of a write leaves it. A whole record gets its
 * break; part of one, which nobody was told was stored, is cut off. Either is said.
 */
export async function mendTornLine(path: string, warn: AuditWarning): Promise<void> {
  const handle = await open(path, 'r+').catch((error: unknown) => {
    if (isAbsent(error)) return undefined;
    throw error;
  });
  if (handle === undefined) return;
  try {
    const content = await handle.readFile();
    if (content.length === 0 || content.at(-1) === LINE_BREAK) return;
    const start = content.lastIndexOf(LINE_BREAK) + 1;
    const file = basename(path);
    const bytes = content.length - start;
    if (isWhole(content.subarray(start).toString('utf8'))) {
      await handle.write(Buffer.of(LINE_BREAK), 0, 1, content.length);
      warn('audit record without a line break completed after a crash', { file, bytes });
    } else {
      await handle.truncate(start);
      warn('torn audit record cut off after a crash; it was never acknowledged', { file, bytes });
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function isWhole(text: string): boolean {
  try {
    const record = parseRecord({ place: 'the last line', text });
    return hashRecord(record) === record.hash;
  } catch {
    return false;
  }
}

function isAbsent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
