import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { compareProblems, type Problem } from '@atoll/core';
import type { ConfigFile, ConfigTexts } from './config-files.ts';
import { toFileProblem } from './file-problem.ts';
import { MOST_BYTES, statConfigRepo } from './stat-config-repo.ts';

/** A link is not followed even if it takes the file's place after the look, and a pipe does not hang. */
const OPEN_FLAGS = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** Which files are read. */
export interface ReadOptions {
  /** Regions whose files are read; the fleet's are read always. Absent: all. */
  readonly only?: readonly string[];
}

/** Reads the texts of a config repository; what cannot be read is a problem, and the others are read all the same. */
export async function readConfigRepo(root: string, { only }: ReadOptions = {}): Promise<ConfigTexts> {
  const wanted = only === undefined ? undefined : new Set([...only, 'fleet']);
  const isWanted = (path: string) => wanted === undefined || wanted.has(path.split('/')[1] ?? '');
  const listing = statConfigRepo(root);
  const files: ConfigFile[] = [];
  const problems: Problem[] = listing.problems.filter((problem) => isWanted(problem.file));
  for (const { path } of listing.files.filter((file) => isWanted(file.path))) {
    const read = await readText(root, path);
    if (typeof read === 'string') files.push({ path, text: read });
    else problems.push(read);
  }
  return { files, problems: problems.sort(compareProblems) };
}

async function readText(root: string, path: string): Promise<string | Problem> {
  let bytes: Buffer;
  try {
    bytes = await readBytes(join(root, path));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return toFileProblem(
      path,
      'ERR_CONFIG_FILE_UNREADABLE',
      `cannot be read (${code}); mend its permissions or its type`,
    );
  }
  return decode(path, bytes);
}

async function readBytes(path: string): Promise<Buffer> {
  const file = await open(path, OPEN_FLAGS);
  try {
    const buffer = Buffer.alloc(MOST_BYTES + 1);
    const { bytesRead } = await file.read(buffer, 0, buffer.length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

function decode(path: string, bytes: Buffer): string | Problem {
  if (bytes.length > MOST_BYTES)
    return toFileProblem(path, 'ERR_CONFIG_FILE_SIZE', `has more than ${MOST_BYTES} bytes`);
  if (bytes.includes(0)) {
    return toFileProblem(
      path,
      'ERR_CONFIG_FILE_ENCODING',
      'holds NUL bytes: it is binary, or UTF-16; save it as UTF-8 text',
    );
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return toFileProblem(path, 'ERR_CONFIG_FILE_ENCODING', 'is not UTF-8; save it as UTF-8 text');
  }
}
