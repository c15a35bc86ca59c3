import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

/** Most bytes of Git's list of files. */
const MAX_LIST_BYTES = 2 ** 26;

/** What the conventions look at in a package.json. */
export interface PackageJson {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly type?: string;
  readonly license?: string;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly nx?: { readonly tags?: readonly string[] };
}

/** Lists every file that Git does not ignore, relative to the root. */
export function listFiles(): readonly string[] {
  const words = ['ls-files', '--cached', '--others', '--exclude-standard', '-z'];
  return execFileSync('git', words, { cwd: root, encoding: 'utf8', maxBuffer: MAX_LIST_BYTES })
    .split('\0')
    .filter((file) => file !== '' && exists(file));
}

/** Says whether a file or folder stands in the working tree. */
export function exists(file: string): boolean {
  return existsSync(join(root, file));
}

/** Gives the text of a file; empty if there is none. */
export function read(file: string): string {
  return exists(file) ? readFileSync(join(root, file), 'utf8') : '';
}

/** Gives the package.json of a folder; one without a name if there is none. */
export function readPackage(folder: string): PackageJson {
  return JSON.parse(read(join(folder, 'package.json')) || '{"name":"","version":""}');
}

/** Counts the lines of a file, blank ones too. */
export function countLines(file: string): number {
  return read(file).replace(/\n$/, '').split('\n').length;
}

/** Says whether a file was written by a generator. */
export function isGenerated(file: string): boolean {
  return file.includes('/src/schemas/') || file.includes('/__golden__/');
}

/** Gives the first group (or the whole) of every match in a file. */
export function listMatches(file: string, pattern: RegExp): readonly string[] {
  return [...read(file).matchAll(pattern)].map((match) => match[1] ?? match[0]);
}
