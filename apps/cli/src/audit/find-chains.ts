import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { AuditFilesError } from './audit-files-error.ts';

/** Files of records as the sinks of libs/audit name them: a month, a hundred records, or one object of a bucket. */
const RECORD_FILE = /^(\d{4}-\d\d|\d{8})\.jsonl$|^\d{6,20}$/;

/** Deepest folder that is looked into; Git repositories and exports of buckets are far flatter. */
const MAX_DEPTH = 6;

/** The files of one chain, in its order. */
export interface ChainFiles {
  /** Folder in which they stand. */
  readonly folder: string;
  /** Names, sorted: every sink names its files so that they sort. */
  readonly files: readonly string[];
}

/**
 * Gives the chains that files and folders hold: the files of records of one folder are one chain.
 *
 * @throws AuditFilesError ERR_AUDIT_FILES when a path is not there, or holds no file of records
 */
export async function findChains(paths: readonly string[]): Promise<readonly ChainFiles[]> {
  const found = new Map<string, Set<string>>();
  for (const path of paths) {
    const files = (await statPath(path)).isDirectory() ? await walk(path, 0) : [path];
    if (files.length === 0) throw toMissing(path, 'holds no file of audit records, such as 2026-11.jsonl');
    for (const file of files)
      found.set(dirname(file), (found.get(dirname(file)) ?? new Set<string>()).add(basename(file)));
  }
  return [...found]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([folder, files]) => ({ folder, files: [...files].sort() }));
}

async function statPath(path: string): Promise<Awaited<ReturnType<typeof stat>>> {
  try {
    return await stat(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw toMissing(path, 'is not there');
    throw error;
  }
}

async function walk(folder: string, depth: number): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && RECORD_FILE.test(entry.name))
    .map((entry) => join(folder, entry.name));
  const folders = entries.filter(
    (entry) => entry.isDirectory() && entry.name !== '.git' && depth < MAX_DEPTH,
  );
  const below = await Promise.all(folders.map((entry) => walk(join(folder, entry.name), depth + 1)));
  return [...files, ...below.flat()];
}

function toMissing(path: string, what: string): AuditFilesError {
  return new AuditFilesError(
    'ERR_AUDIT_FILES',
    `${path} ${what}; name the folder in which an agent keeps its audit log, or a copy of it.`,
  );
}
