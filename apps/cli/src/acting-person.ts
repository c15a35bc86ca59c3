import { execFile } from 'node:child_process';
import { userInfo } from 'node:os';
import type { Command } from 'commander';
import { AppError } from '@atoll/core';
import type { CliContext } from './cli-context.ts';

/** Longest name that is written. */
const MAX_LENGTH = 200;

/** Raised when nobody can be named, or by a name that cannot be shown. */
export class ActingPersonError extends AppError {}

/** Adds `--as <name>`: whoever acts is named. */
export function addActorOption(command: Command): Command {
  return command.option('--as <name>', 'who acts (default: user.name of Git, then the user of the system)');
}

/**
 * Gives who acts: as they say, else as Git knows them, else as the system does.
 *
 * @throws ActingPersonError ERR_ACTOR
 */
export async function nameActor(
  said: string | undefined,
  { root, environment }: Pick<CliContext, 'root' | 'environment'>,
): Promise<string> {
  const name = (said ?? (await readGitName(root, environment)) ?? readSystemName() ?? '').trim();
  if (name !== '' && name.length <= MAX_LENGTH && !/\p{Cc}|\p{Cf}/u.test(name)) return name;
  throw new ActingPersonError(
    'ERR_ACTOR',
    name === ''
      ? 'Nobody is named: Git has no user.name here, and the system no name for the user. Say who acts with --as <name>.'
      : `The name of who acts has to be a line of at most ${MAX_LENGTH} characters that can be shown. Say it with --as <name>.`,
  );
}

function readGitName(cwd: string, environment: CliContext['environment']): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile('git', ['config', 'user.name'], { cwd, env: { ...environment } }, (error, stdout) =>
      // No Git, or no name in it: the system knows one.
      resolve(error === null && stdout.trim() !== '' ? stdout : undefined),
    );
  });
}

function readSystemName(): string | undefined {
  try {
    return userInfo().username;
  } catch {
    return undefined;
  }
}
