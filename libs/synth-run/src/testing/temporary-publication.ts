import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { publishFleet } from '../publish/publish-fleet.ts';
import type { PublishOptions } from '../publish/publish-options.ts';
import type { PublishReport } from '../publish/publish-report.ts';

/** The fleet of this repository. */
const REGIONS = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..', '..', 'regions');

/** What is copied of it: a fleet may have regions beside the documented examples. */
const EXAMPLES = ['fleet', 'aws-us-east-1', 'aws-eu-central-1', 'aws-us-west-2'];

/** Time of every commit in tests. */
const NOW = new Date('2026-11-21T12:00:00Z');

/** A clone of the config repository. */
export interface ConfigClone {
  readonly root: string;
  publish(options?: Partial<PublishOptions>): Promise<PublishReport>;
  git(...args: readonly string[]): string;
  read(path: string): string;
  write(path: string, text: string): void;
  /** Writes a file with its folders. */
  make(path: string, text: string): void;
  remove(path: string): void;
  /** Replaces a text in a file; fails when it is not there. */
  edit(path: string, from: string | RegExp, to: string): void;
  /** Commits everything and gives the commit. */
  commit(subject: string): string;
}

/** A config repository with clones, and an empty bare deploy repository. */
export interface TemporaryPublication {
  /** The bare deploy repository. */
  readonly deploy: string;
  /** Another bare repository, for regions that have one of their own. */
  readonly own: string;
  readonly folder: string;
  /** Waits that were asked for, in milliseconds. */
  readonly pauses: readonly number[];
  /** Makes a clone of the configuration, each with a cache of its own. */
  clone(name: string): ConfigClone;
  /** Runs Git in the deploy repository. */
  git(...args: readonly string[]): string;
  gitIn(folder: string, ...args: readonly string[]): string;
  /** Gives the bare clones below a cache folder. */
  listClones(cache: string): readonly string[];
  /** Makes an OpenPGP key without a passphrase in a keyring of its own. */
  createOpenPgpKey(): { readonly key: string; readonly home: string };
  /** Gives Git's letter for the signature of a commit: `G` is a good one. */
  verifyCommit(commit: string, home: string): string;
  [Symbol.dispose](): void;
}

/** Makes it in a temporary folder; `using` removes it. */
export function createTemporaryPublication(): TemporaryPublication {
  const folder = mkdtempSync(join(tmpdir(), 'atoll-publish-'));
  const [origin, deploy, own] = ['config.git', 'deploy.git', 'own.git'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  for (const bare of [origin, deploy, own]) runGit(folder, ['init', '--quiet', '--bare', '-b', 'main', bare]);
  fillOrigin(folder, origin);
  const pauses: number[] = [];
  const homes: string[] = [];
  return {
    ...{ folder, deploy, own, pauses },
    clone(name) {
      const root = join(folder, name);
      runGit(folder, ['clone', '--quiet', origin, root]);
      const defaults = { ...defaultOptions(root, deploy), cacheFolder: join(folder, `${name}-cache`) };
      const pause = (ms: number) => Promise.resolve(void pauses.push(ms));
      return createConfigClone(root, (options) => publishFleet({ ...defaults, pause, ...options }));
    },
    git: (...args) => runGit(deploy, args),
    gitIn: runGitIn,
    listClones: (cache) => readdirSync(join(folder, cache)).map((name) => join(folder, cache, name)),
    createOpenPgpKey: () => createKey(homes),
    verifyCommit: (commit, home) =>
      runGit(deploy, ['log', '-1', '--format=%G?', commit], { GNUPGHOME: home }),
    [Symbol.dispose]() {
      for (const home of homes) stopAgent(home);
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

/** A socket's path has a hundred bytes at most, so the keyring lies directly in the temporary folder. */
function createKey(homes: string[]): { readonly key: string; readonly home: string } {
  const home = mkdtempSync(join(tmpdir(), 'atoll-gpg-'));
  homes.push(home);
  const env = { ...process.env, GNUPGHOME: home };
  const options = ['--batch', '--quiet', '--pinentry-mode', 'loopback', '--passphrase', ''];
  execFileSync('gpg', [...options, '--quick-generate-key', 'atoll@localhost', 'rsa2048', 'sign', 'never'], {
    env,
    stdio: 'ignore',
  });
  const listed = execFileSync('gpg', ['--batch', '--with-colons', '--list-keys'], {
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return { key: /^fpr:+([0-9A-F]{40}):/m.exec(listed)?.[1] ?? '', home };
}

function stopAgent(home: string): void {
  execFileSync('gpgconf', ['--homedir', home, '--kill', 'gpg-agent'], { stdio: 'ignore' });
  rmSync(home, { recursive: true, force: true, maxRetries: 3 });
}

function runGitIn(folder: string, ...args: readonly string[]): string {
  return runGit(folder, args);
}

function fillOrigin(folder: string, origin: string): void {
  const seed = join(folder, 'seed');
  runGit(folder, ['init', '--quiet', '-b', 'main', seed]);
  for (const name of EXAMPLES) cpSync(join(REGIONS, name), join(seed, 'regions', name), { recursive: true });
  runGit(seed, ['add', '--all']);
  runGit(seed, ['commit', '--quiet', '-m', 'Add the examples']);
  runGit(seed, ['push', '--quiet', origin, 'main']);
}

function createConfigClone(
  root: string,
  publish: (options: Partial<PublishOptions>) => Promise<PublishReport>,
): ConfigClone {
  return {
    root,
    publish: (options = {}) => publish(options),
    git: (...args) => runGit(root, args),
    read: (path) => readFileSync(join(root, path), 'utf8'),
    write: (path, text) => writeFileSync(join(root, path), text),
    make(path, text) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    },
    remove: (path) => rmSync(join(root, path), { recursive: true }),
    edit(path, from, to) {
      const text = readFileSync(join(root, path), 'utf8');
      const edited = text.replace(from, to);
      if (edited === text) throw new Error(`${path} does not hold ${String(from)}`);
      writeFileSync(join(root, path), edited);
    },
    commit(subject) {
      runGit(root, ['add', '--all']);
      runGit(root, ['commit', '--quiet', '-m', subject]);
      return runGit(root, ['rev-parse', 'HEAD']);
    },
  };
}

function defaultOptions(root: string, deploy: string): Omit<PublishOptions, 'cacheFolder' | 'pause'> {
  return {
    ...{ root, repository: deploy, at: NOW, now: () => NOW },
    allowDelete: [],
    allowDirty: false,
    takeOver: [],
    repositoryMap: new Map(),
    credentialsFor: () => undefined,
    author: { name: 'Atoll', email: 'atoll@localhost' },
    generatorVersion: '0.0.0-test',
    environment: process.env,
    random: () => 0.5,
  };
}

/** Runs Git as a person would, without the caller's `GIT_*` and configuration. */
function runGit(
  folder: string,
  args: readonly string[],
  extra: Readonly<Record<string, string>> = {},
): string {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'));
  const person = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
  const options = ['-C', folder, '-c', 'user.name=Person', '-c', 'user.email=p@example.org'];
  return execFileSync('git', [...options, ...args], {
    env: { ...Object.fromEntries(kept), ...person, ...extra },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  }).trim();
}
