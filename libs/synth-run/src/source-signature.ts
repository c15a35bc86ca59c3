import { createHash } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folder that holds the libraries, seen from this file. */
const LIBRARIES = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Files that change what is rendered. */
const SOURCE = /\.(ts|js|json)$/;

/** Folders that do not. */
const IGNORED = new Set(['testing', '__golden__', 'node_modules', 'crds']);

/**
 * Gives a signature of the code that renders: path, size and modification time of every source and of the lock file.
 *
 * It only guards the skip cache: a signature that changes for nothing costs one full render, and equal output is no commit.
 */
export function readSourceSignature(libraries: string = LIBRARIES): string {
  const hash = createHash('sha256');
  for (const library of readdirSync(libraries).sort()) addFolder(hash, join(libraries, library, 'src'));
  addFile(hash, join(libraries, '..', 'package-lock.json'));
  return hash.digest('hex');
}

function addFolder(hash: ReturnType<typeof createHash>, folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!IGNORED.has(entry.name)) addFolder(hash, path);
    } else if (SOURCE.test(entry.name) && !entry.name.includes('.test.')) addFile(hash, path);
  }
}

function addFile(hash: ReturnType<typeof createHash>, path: string): void {
  const { size, mtimeMs } = statSync(path);
  hash.update(`${path}\0${size}\0${mtimeMs}\n`);
}
