import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type AtollPlace, type AtollRun, runAtoll } from './run-atoll.ts';

/** The fleet of this repository. */
const REGIONS = join(import.meta.dirname, '../../../../regions');

/** What is copied of it: a fleet may have regions beside the documented examples. */
const EXAMPLES = ['fleet', 'aws-us-east-1', 'aws-eu-central-1', 'aws-us-west-2'];

/** A copy of the example fleet in a folder of its own. */
export interface TemporaryRepo {
  readonly root: string;
  /** Runs the program in the root, or in `cwd` below it. */
  run(words: readonly string[], place?: Partial<AtollPlace>): Promise<AtollRun>;
  path(path: string): string;
  has(path: string): boolean;
  read(path: string): string;
  /** Replaces a text in a file; fails when it is not there. */
  edit(path: string, from: string, to: string): void;
  /** Writes a file with its folders. */
  write(path: string, text: string | Uint8Array): void;
  remove(path: string): void;
  [Symbol.dispose](): void;
}

/** Makes a temporary config repository; `using` removes it. */
export function createTemporaryRepo(): TemporaryRepo {
  const root = mkdtempSync(join(tmpdir(), 'atoll-e2e-'));
  const at = (path: string) => join(root, path);
  for (const name of EXAMPLES) cpSync(join(REGIONS, name), at(`regions/${name}`), { recursive: true });
  return {
    root,
    run: (words, place = {}) => runAtoll(words, { ...place, cwd: at(place.cwd ?? '') }),
    path: at,
    has: (path) => existsSync(at(path)),
    read: (path) => readFileSync(at(path), 'utf8'),
    edit: (path, from, to) => {
      const text = readFileSync(at(path), 'utf8');
      if (!text.includes(from)) throw new Error(`${path} does not hold ${from}`);
      writeFileSync(at(path), text.replace(from, to));
    },
    write: (path, text) => {
      mkdirSync(dirname(at(path)), { recursive: true });
      writeFileSync(at(path), text);
    },
    remove: (path) => rmSync(at(path), { recursive: true }),
    [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }),
  };
}
