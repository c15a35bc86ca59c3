import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { GIT_SETTINGS } from './git-environment.ts';
import { toGitFailure } from './git-failure.ts';
import type { Git } from './git.ts';

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
  const settings = GIT_SETTINGS.flatMap((setting) => ['-c', setting]);
  const child = spawn('git', [...settings, ...args], {
    cwd: git.path,
    env: { ...git.environment, ...extra },
    stdio: ['pipe', 'pipe', 'pipe'],
    windowsHide: true,
  });
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
        await Promise.race([once(child.stdin, 'drain'), ended]);
      }
    },
    close() {
      child.stdin.end();
      return ended;
    },
    kill: () => void child.kill('SIGTERM'),
  };
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
