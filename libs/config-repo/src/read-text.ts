import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from '@atoll/core';
import { codeOf, toFileProblem } from './file-problem.ts';
import { MOST_BYTES } from './stat-file.ts';

/** A link is not followed even if it takes the file's place after the look, and a pipe does not hang. */
const OPEN_FLAGS = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** Gives a buffer for one file: one byte more than is allowed, so that a file which has grown since is noticed. */
export function createReadBuffer(): Buffer {
  return Buffer.allocUnsafe(MOST_BYTES + 1);
}

/**
 * Reads a file of the config repository as UTF-8, or gives what is wrong with it.
 *
 * Synchronous: a thousand small files take a third of the time that the thread pool needs for them.
 *
 * @param buffer of {@link createReadBuffer}, used again for every file
 */
export function readText(root: string, path: string, buffer: Buffer): string | Problem {
  let bytes: Buffer | undefined;
  try {
    bytes = readBytes(join(root, path), buffer);
  } catch (error) {
    const rule = `cannot be read (${codeOf(error)}); mend its permissions or its type`;
    return toFileProblem(path, 'ERR_CONFIG_FILE_UNREADABLE', rule);
  }
  if (bytes === undefined) {
    return toFileProblem(path, 'ERR_CONFIG_FILE_TYPE', 'is no plain file; put one in its place');
  }
  return decode(path, bytes);
}

/** Gives at most as much as the buffer holds; undefined when the opened thing is no plain file. */
function readBytes(path: string, buffer: Buffer): Buffer | undefined {
  const file = openSync(path, OPEN_FLAGS);
  try {
    if (!fstatSync(file).isFile()) return undefined;
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
