import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from '@atoll/core';
import { codeOf, toFileProblem } from './file-problem.ts';
import { MOST_BYTES } from './stat-folder.ts';

/** A link is not followed even if it takes the file's place after the look, and a pipe does not hang. */
const OPEN_FLAGS = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/**
 * Reads a file of the config repository as UTF-8, or gives what is wrong with it.
 *
 * Synchronous: a thousand small files take a third of the time that the thread pool needs for them.
 */
export function readText(root: string, path: string): string | Problem {
  let bytes: Buffer | undefined;
  try {
    bytes = readBytes(join(root, path));
  } catch (error) {
    const rule = `cannot be read (${codeOf(error)}); mend its permissions or its type`;
    return toFileProblem(path, 'ERR_CONFIG_FILE_UNREADABLE', rule);
  }
  if (bytes === undefined) {
    return toFileProblem(path, 'ERR_CONFIG_FILE_TYPE', 'is no plain file; put one in its place');
  }
  return decode(path, bytes);
}

/** Gives at most one byte more than is allowed; undefined when the opened thing is no plain file. */
function readBytes(path: string): Buffer | undefined {
  const file = openSync(path, OPEN_FLAGS);
  try {
    const stat = fstatSync(file);
    if (!stat.isFile()) return undefined;
    // One byte more than the file has shows that it has grown since; the first read then misses its end.
    const buffer = Buffer.allocUnsafe(Math.min(stat.size, MOST_BYTES) + 1);
    let length = 0;
    for (let read = -1; read !== 0 && length < buffer.length; length += read) {
      read = readSync(file, buffer, length, buffer.length - length, null);
    }
    return buffer.subarray(0, length);
  } finally {
    closeSync(file);
  }
}

function decode(path: string, bytes: Buffer): string | Problem {
  if (bytes.length > MOST_BYTES) {
    return toFileProblem(
      path,
      'ERR_CONFIG_FILE_SIZE',
      `has more than ${MOST_BYTES} bytes; it was not read further`,
    );
  }
  if (bytes.includes(0)) {
    const rule = 'holds NUL bytes: it is binary, or UTF-16; save it as UTF-8 text';
    return toFileProblem(path, 'ERR_CONFIG_FILE_ENCODING', rule);
  }
  try {
    // A byte order mark is kept, so that the parser refuses it at its place.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return toFileProblem(path, 'ERR_CONFIG_FILE_ENCODING', 'is not UTF-8; save it as UTF-8 text');
  }
}
