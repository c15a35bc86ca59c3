import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createConfigRemote, startGitHttpServer } from '@atoll/deploy-repo/testing';
import { renderProposalMessage } from '@atoll/region-model';
import { expect } from 'vitest';
import { type AtollRun, PROGRAM, runAtoll } from './run-atoll.ts';

/** The fleet of this repository. */
const REGIONS = join(import.meta.dirname, '../../../../regions');
const EXAMPLES = ['fleet', 'aws-us-east-1', 'aws-eu-central-1', 'aws-us-west-2'];

/** Lets agents raise nodes and storage by themselves. */
const CEILINGS = '  autoscaling:\n    ceilings:\n      nodesMax: 20\n      storageMaxGib: 20000\n';

/** Until then something must have happened, in milliseconds: nobody waits as long, unless it never comes. */
const DEADLINE_MS = 50_000;
const LOOK_MS = 20;

/** Where a watch is told to look. */
export interface WatchPlace {
  readonly config?: string;
  readonly repo?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** A watch that runs. */
export interface RunningWatch {
  readonly ended: Promise<AtollRun>;
  kill(signal: NodeJS.Signals): void;
  /** Waits until the log has so many lines, or one with this text. */
  waitForLog(lines: number | string): Promise<void>;
}

/** A config repository and a deploy repository on bare paths, and agents that push. */
export interface WatchedFleet {
  readonly folder: string;
  config(...args: readonly string[]): string;
  deploy(...args: readonly string[]): string;
  /** Text of a file on main of the config repository. */
  read(path: string): string;
  push(files: Readonly<Record<string, string | undefined>>): void;
  propose(region: string, decision: string, edits: Readonly<Record<string, string>>): void;
  watch(words: readonly string[], place?: WatchPlace): Promise<AtollRun>;
  start(words: readonly string[], place?: WatchPlace): RunningWatch;
  /** Makes the deploy repository's host hold every push until `letPush`; gives what waits for the first one. */
  holdPush(): { readonly held: () => Promise<void>; readonly letPush: () => void };
  /** Serves both repositories over HTTP, each to its own token. */
  serve(tokens: { readonly config: string; readonly deploy: string }): Promise<ServedFleet>;
  /** Holds both repositories to be sound for Git. */
  expectSound(): void;
  [Symbol.dispose](): void;
}

/** Both repositories, served. */
export interface ServedFleet {
  readonly config: string;
  readonly deploy: string;
  /** The Authorization headers that a host has seen, each once. */
  tokensOf(host: 'config' | 'deploy'): readonly (string | undefined)[];
  [Symbol.asyncDispose](): Promise<void>;
}

/** Makes both repositories; the config repository holds the examples, with ceilings for their agents. */
export function createWatchedFleet(): WatchedFleet {
  const remote = createConfigRemote(readExamples());
  const { folder } = remote;
  const deployed = join(folder, 'deploy.git');
  remote.git('init', '--quiet', '--bare', '-b', 'main', deployed);
  const deploy = (...args: readonly string[]) => remote.git('--git-dir', deployed, ...args);
  const read = (path: string) => `${remote.host('show', `main:${path}`)}\n`;
  const toWords = (words: readonly string[], { config = remote.url, repo = deployed }: WatchPlace) => [
    ...['watch', '--config', config, '--repo', repo, '--cache', join(folder, 'cache'), ...words],
  ];
  return {
    folder,
    config: remote.host,
    deploy,
    read,
    push: (files) => {
      remote.git('fetch', '--quiet', remote.url, 'main');
      remote.git('checkout', '--quiet', '-B', 'main', 'FETCH_HEAD');
      remote.push(files);
    },
    propose(region, decision, edits) {
      const path = `regions/${region}/region.yaml`;
      const text = Object.entries(edits).reduce(
        (before, [from, to]) => replaceIn(before, from, to),
        read(path),
      );
      const evidence = 'Hot on 3 of 7 days.';
      const message = renderProposalMessage({ evidence, decision, agent: 'region', delivery: 'commit' });
      remote.propose(`agent/${region}/${decision}`, { [path]: text }, message);
    },
    watch: (words, place = {}) => {
      const { environment = {} } = place;
      return runAtoll(toWords(words, place), { cwd: folder, environment });
    },
    start: (words, place = {}) => startWatch(folder, toWords(words, place)),
    holdPush: () => holdPush(deployed, folder),
    serve: (tokens) => serve(folder, tokens),
    expectSound() {
      expect(remote.host('fsck', '--strict', '--no-dangling')).toBe('');
      expect(deploy('fsck', '--strict', '--no-dangling')).toBe('');
    },
    [Symbol.dispose]: () => remote[Symbol.dispose](),
  };
}

function startWatch(folder: string, words: readonly string[]): RunningWatch {
  const env = { PATH: process.env['PATH'], HOME: folder, NODE_DISABLE_COMPILE_CACHE: '1' };
  const child = spawn(process.execPath, [PROGRAM, ...words], {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr]: [string[], string[]] = [[], []];
  child.stdout.setEncoding('utf8').on('data', (text: string) => stdout.push(text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => stderr.push(text));
  const { promise: ended, resolve, reject } = Promise.withResolvers<AtollRun>();
  child.once('error', reject);
  child.once('close', (code) => resolve({ code, stdout: stdout.join(''), stderr: stderr.join('') }));
  return {
    ended,
    kill: (signal) => void child.kill(signal),
    waitForLog: (wanted) => {
      const log = () => stderr.join('');
      const isThere =
        typeof wanted === 'number' ? () => log().split('\n').length > wanted : () => log().includes(wanted);
      return waitUntil(
        () => isThere() || child.exitCode !== null,
        () => `${String(wanted)} in the log:\n${log()}`,
      );
    },
  };
}

function holdPush(deployed: string, folder: string): ReturnType<WatchedFleet['holdPush']> {
  const [held, free] = [join(folder, 'push-held'), join(folder, 'push-free')];
  const script = `#!/bin/sh\ntouch '${held}'\nwhile [ ! -e '${free}' ]; do sleep 0.05; done\n`;
  writeFileSync(join(deployed, 'hooks/pre-receive'), script, { mode: 0o755 });
  return {
    held: () =>
      waitUntil(
        () => existsSync(held),
        () => 'a push to arrive',
      ),
    letPush: () => writeFileSync(free, ''),
  };
}

async function serve(
  root: string,
  tokens: { readonly config: string; readonly deploy: string },
): Promise<ServedFleet> {
  const hosts = {
    config: await startGitHttpServer({ root, users: { watch: tokens.config } }),
    deploy: await startGitHttpServer({ root, users: { watch: tokens.deploy } }),
  };
  return {
    config: `${hosts.config.url}/config.git`,
    deploy: `${hosts.deploy.url}/deploy.git`,
    tokensOf: (host) => [...new Set(hosts[host].requests.map(({ authorization }) => authorization))],
    async [Symbol.asyncDispose]() {
      await hosts.config.close();
      await hosts.deploy.close();
    },
  };
}

async function waitUntil(isThere: () => boolean, describe: () => string): Promise<void> {
  const deadline = Date.now() + DEADLINE_MS;
  while (!isThere()) {
    if (Date.now() > deadline) throw new Error(`waited in vain for ${describe()}`);
    await pause(LOOK_MS);
  }
}

function replaceIn(text: string, from: string, to: string): string {
  if (!text.includes(from)) throw new Error(`the text does not hold ${from}`);
  return text.replace(from, to);
}

function readExamples(): Readonly<Record<string, string>> {
  return Object.fromEntries(
    EXAMPLES.flatMap(listFiles).map((file) => {
      const text = readFileSync(join(REGIONS, file), 'utf8');
      return [
        `regions/${file}`,
        file.endsWith('/region.yaml') ? text.replace('  aws:\n', `${CEILINGS}  aws:\n`) : text,
      ];
    }),
  );
}

function listFiles(folder: string): readonly string[] {
  return readdirSync(join(REGIONS, folder)).flatMap((name) => {
    const path = `${folder}/${name}`;
    return statSync(join(REGIONS, path)).isDirectory() ? listFiles(path) : [path];
  });
}
