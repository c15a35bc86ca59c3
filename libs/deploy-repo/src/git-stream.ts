import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { GIT_SETTINGS } from './git-environment.ts';
import { toGitFailure } from './git-failure.ts';
import type { Git } from './git.ts';

/** How long a Git process that was asked to end may take for it. */
const KILL_AFTER_MS = 5_000;

/** A running Git process that is fed, read, or both. */
export interface GitStream {
  readonly output: Readable;
  /** Hands over bytes and waits while the process has enough of them. @throws DeployRepoError if it has died */
  write(chunk: string | Buffer): Promise<void>;
  /** Ends the input and waits for the end of the process. @throws DeployRepoError if it failed */
  close(): Promise<void>;
  /** Ends the process early; it still removes its lock files. Harmless when it has ended. */
  kill(): void;
}

/** Starts a Git process with open input and output: simple-git has no streams. */
export function openGitStream(
  git: Git,
  args: readonly string[],
  extra: Readonly<Record<string, string>> = {},
): GitStream {
  const child = startGit(git, args, { extra });
  let words = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    words += text;
  });
  // A broken pipe says only that the process is gone; why is told by its exit.
  child.stdin.on('error', () => undefined);
  const { promise: ended, resolve, reject } = Promise.withResolvers<void>();
  ended.catch(() => undefined);
  child.on('error', (cause) => reject(toGitFailure(git.path, args[0] ?? '', cause.message)));
  child.on('close', (code, signal) =>
    code === 0 ? resolve() : reject(toGitFailure(git.path, args[0] ?? '', words || `exit ${code ?? signal}`)),
  );
  return {
    output: child.stdout,
    async write(chunk) {
      if (!child.stdin.write(chunk)) {
        // A process that has ended without reading breaks the pipe; how it ended is what counts.
        await Promise.race([once(child.stdin, 'drain').catch(() => ended), ended]);
      }
    },
    close() {
      child.stdin.end();
      return ended;
    },
    kill: () => void child.kill('SIGTERM'),
  };
}

/** How a command ended that may fail. */
export interface GitOutcome {
  /** The exit code, or the name of the signal that ended it. */
  readonly exit: number | string;
  readonly printed: string;
  /** What it said beside: errors, and the words of a remote. */
  readonly words: string;
}

/** Runs a command whose failure the caller explains. @throws DeployRepoError only if Git cannot be started */
export async function tryGit(
  git: Git,
  args: readonly string[],
  extra: Readonly<Record<string, string>> = {},
): Promise<GitOutcome> {
  return collectOutcome(git, startGit(git, args, { extra }), args);
}

/** What a command that talks to another machine takes. */
export interface NetworkCall {
  /** Variables of this command alone. */
  readonly extra: Readonly<Record<string, string>>;
  /** How long it may say nothing; with its `--progress` it speaks every second. */
  readonly patienceMs: number;
  /** Ends it, too; the words of the outcome then say the reason. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs a command that talks to another machine, and ends it when it has said nothing for too long.
 * It has a process group of its own: its programs for http and ssh go with it, and Ctrl-C does not cut it short.
 *
 * @throws DeployRepoError only if Git cannot be started
 */
export async function tryNetworkGit(
  git: Git,
  args: readonly string[],
  { extra, patienceMs, signal }: NetworkCall,
): Promise<GitOutcome> {
  const ended = renderAbort(signal);
  if (ended !== undefined) return { exit: 'not started', printed: '', words: ended };
  const child = startGit(git, args, { extra, isApart: true });
  const end = (): void => endGroup(child);
  signal?.addEventListener('abort', end);
  let isSilent = false;
  const timer = setTimeout(() => {
    isSilent = true;
    endGroup(child);
  }, patienceMs);
  child.stdout.on('data', () => timer.refresh());
  child.stderr.on('data', () => timer.refresh());
  try {
    const outcome = await collectOutcome(git, child, args);
    const reason = renderAbort(signal) ?? (isSilent ? renderSilence(patienceMs) : undefined);
    return reason === undefined ? outcome : { ...outcome, words: `${outcome.words}\n${reason}` };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', end);
  }
}

/** What a command reads, and the variables of this command alone. */
export interface GitFeed {
  readonly input: string;
  readonly extra?: Readonly<Record<string, string>>;
}

/** Runs a command that reads all of its input, and gives what it printed. @throws DeployRepoError if it fails */
export async function feedGit(git: Git, args: readonly string[], feed: GitFeed): Promise<string> {
  const stream = openGitStream(git, args, feed.extra);
  let printed = '';
  stream.output.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
  });
  await stream.write(feed.input);
  await stream.close();
  return printed;
}

/** Gives the NUL-terminated records of a command's output, in groups as they arrive, never all at once. */
export async function* streamRecords(
  git: Git,
  args: readonly string[],
  extra: Readonly<Record<string, string>> = {},
): AsyncGenerator<string[]> {
  const stream = openGitStream(git, args, extra);
  try {
    let rest = '';
    for await (const text of stream.output.setEncoding('utf8')) {
      const records = (rest + text).split('\0');
      rest = records.pop() ?? '';
      yield records;
    }
    await stream.close();
  } finally {
    stream.kill();
  }
}

async function collectOutcome(
  git: Git,
  child: ChildProcessWithoutNullStreams,
  args: readonly string[],
): Promise<GitOutcome> {
  child.stdin.on('error', () => undefined).end();
  let printed = '';
  let words = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    words += text;
  });
  const { promise, resolve, reject } = Promise.withResolvers<GitOutcome>();
  child.on('error', (cause) => reject(toGitFailure(git.path, args[0] ?? '', cause.message)));
  child.on('close', (code, signal) => resolve({ exit: code ?? signal ?? '', printed, words }));
  return promise;
}

function renderSilence(patienceMs: number): string {
  return `fatal: the remote has said nothing for ${patienceMs / 1_000} seconds`;
}

function renderAbort(signal: AbortSignal | undefined): string | undefined {
  if (signal?.aborted !== true) return undefined;
  const { reason } = signal as { readonly reason: unknown };
  return `fatal: given up: ${reason instanceof Error ? reason.message : 'it was ended'}`;
}

/** Asks first, so that Git removes its locks; what does not end is killed. */
function endGroup(child: ChildProcessWithoutNullStreams): void {
  signalGroup(child, 'SIGTERM');
  const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), KILL_AFTER_MS);
  child.once('close', () => clearTimeout(timer));
}

function signalGroup({ pid }: ChildProcessWithoutNullStreams, signal: 'SIGTERM' | 'SIGKILL'): void {
  try {
    process.kill(-(pid ?? Number.NaN), signal);
  } catch {
    // It has just ended by itself.
  }
}

interface Start {
  readonly extra: Readonly<Record<string, string>>;
  readonly isApart?: boolean;
}

function startGit(
  git: Git,
  args: readonly string[],
  { extra, isApart = false }: Start,
): ChildProcessWithoutNullStreams {
  const settings = GIT_SETTINGS.flatMap((setting) => ['-c', setting]);
  return spawn('git', [...settings, ...args], {
    cwd: git.path,
    env: { ...git.environment, ...extra },
    stdio: ['pipe', 'pipe', 'pipe'],
    windowsHide: true,
    detached: isApart,
  });
}
