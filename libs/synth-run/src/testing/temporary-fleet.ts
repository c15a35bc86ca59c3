import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SynthOptions } from '../opened-run.ts';
import { runSynth } from '../run-synth.ts';
import type { SynthReport } from '../report.ts';

/** The fleet of this repository. */
const REGIONS = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..', '..', 'regions');

/** What is copied of it: a fleet may have regions beside the documented examples. */
const EXAMPLES = ['fleet', 'aws-us-east-1', 'aws-eu-central-1', 'aws-us-west-2'];

/** Time of every commit in tests. */
const NOW = new Date('2026-11-21T12:00:00Z');

/** A copy of the example fleet in a folder of its own, with a deploy repository beside it. */
export interface TemporaryFleet {
  readonly root: string;
  readonly deploy: string;
  synth(options?: Partial<SynthOptions>): Promise<SynthReport>;
  /** Runs Git in the deploy repository. */
  git(...args: readonly string[]): string;
  read(path: string): string;
  /** Replaces a text in a file; fails when it is not there. */
  edit(path: string, from: string | RegExp, to: string): void;
  write(path: string, text: string): void;
  remove(path: string): void;
  [Symbol.dispose](): void;
}

/** Makes a temporary fleet; `using` removes it. */
export function createTemporaryFleet(): TemporaryFleet {
  const root = mkdtempSync(join(tmpdir(), 'atoll-fleet-'));
  const deploy = join(root, 'deploy');
  for (const name of EXAMPLES) {
    cpSync(join(REGIONS, name), join(root, 'regions', name), { recursive: true });
  }
  return {
    root,
    deploy,
    synth: (options = {}) => runSynth({ ...defaultOptions(root, deploy), ...options }),
    git: (...args) => execFileSync('git', ['-C', deploy, ...args], { encoding: 'utf8' }).trim(),
    read: (path) => readFileSync(join(root, path), 'utf8'),
    edit: (path, from, to) => {
      const text = readFileSync(join(root, path), 'utf8');
      const edited = text.replace(from, to);
      if (edited === text) throw new Error(`${path} does not hold ${String(from)}`);
      writeFileSync(join(root, path), edited);
    },
    write: (path, text) => writeFileSync(join(root, path), text),
    remove: (path) => rmSync(join(root, path), { recursive: true }),
    [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }),
  };
}

function defaultOptions(root: string, deploy: string): SynthOptions {
  return {
    root,
    deploy,
    verify: false,
    allowDelete: [],
    at: NOW,
    author: { name: 'Atoll', email: 'atoll@localhost' },
    generatorVersion: '0.0.0-test',
    sourceCommit: undefined,
    environment: process.env,
    now: () => NOW,
  };
}
