import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'vitest';
import { DeployRepoError } from '../deploy-repo-error.ts';
import type { FolderContent } from '../folder-content.ts';
import { killTree } from './kill-tree.ts';
import type { TemporaryRemote } from './temporary-remote.ts';
import { toFolder, writeFolders } from './temporary-repo.ts';

const PROGRAM = join(import.meta.dirname, 'crashing-publish.ts');
/** Somebody else's push may come in between several times. */
const MOST_ATTEMPTS = 20;

/** How a series of trials goes. */
export interface CrashTrials {
  readonly trials: number;
  readonly seed: number;
}

/**
 * Publishes again and again, kills each publisher at a random moment, every second time with its Git, and lets the
 * next one complete: after each trial the remote holds exactly one commit more, whole and sound.
 */
export async function runCrashTrials(remote: TemporaryRemote, { trials, seed }: CrashTrials): Promise<void> {
  const random = createRandom(seed);
  const started = performance.now();
  await runPublisher(remote, toContents(0), undefined);
  const wholeMs = performance.now() - started;
  for (let trial = 1; trial <= trials; trial += 1) {
    const contents = toContents(trial);
    const publisher = runPublisher(remote, contents, {
      afterMs: random() * wholeMs,
      withGit: trial % 2 === 0,
    });
    await publisher;
    await publishAtLast(remote, contents);
    expect(remote.git('rev-list', '--count', 'main'), `trial ${trial}`).toBe(String(trial + 1));
    expect(remote.git('show', 'region/a:control-plane/a/x.yaml')).toBe(`trial ${trial}`);
    expect(new Set(remote.git('rev-parse', 'main', 'region/a', 'region/b').split('\n')).size).toBe(1);
    remote.expectSound();
  }
}

/** Publishes, and goes on from whatever somebody else has published meanwhile. */
export async function publishAtLast(
  remote: TemporaryRemote,
  contents: readonly FolderContent[],
  clone?: string,
): Promise<void> {
  const repo = await remote.open(clone);
  for (let attempt = 1; ; attempt += 1) {
    try {
      await writeFolders(repo, contents);
      return;
    } catch (error) {
      const hasMoved = error instanceof DeployRepoError && error.code === 'ERR_DEPLOY_REPO_MOVED';
      if (!hasMoved || attempt === MOST_ATTEMPTS) {
        throw error;
      }
      await repo.fetch();
    }
  }
}

interface Death {
  readonly afterMs: number;
  readonly withGit: boolean;
}

async function runPublisher(
  remote: TemporaryRemote,
  contents: readonly FolderContent[],
  death: Death | undefined,
): Promise<void> {
  const child = spawn(process.execPath, [PROGRAM, JSON.stringify({ remote: remote.toOptions(), contents })], {
    stdio: 'ignore',
  });
  const ended = once(child, 'exit');
  if (death !== undefined && child.pid !== undefined) {
    await Promise.race([pause(death.afterMs), ended]);
    if (death.withGit) {
      killTree(child.pid);
    } else {
      child.kill('SIGKILL');
    }
  }
  await ended;
}

function toContents(trial: number): FolderContent[] {
  return ['a', 'b'].map((name) => toFolder(`control-plane/${name}`, { 'x.yaml': `trial ${trial}\n` }));
}

/** A small generator of equal numbers for equal seeds: mulberry32. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
