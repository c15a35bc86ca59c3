import { simpleGit } from 'simple-git';
import {
  type Environment,
  GIT_SETTINGS,
  type GitIdentity,
  type GitPlace,
  toGitEnvironment,
} from './git-environment.ts';
import { toGitFailure } from './git-failure.ts';

/** Runs short Git commands in one repository; the only door to simple-git. */
export interface Git extends GitPlace {
  /** The environment of every Git process of this repository. */
  readonly environment: Readonly<Record<string, string>>;
  /**
   * Runs one command and gives what it printed.
   * A command that prints nothing costs 50 ms more (simple-git waits for late output), so prefer one that prints.
   *
   * @param extra environment variables of this command alone
   * @throws DeployRepoError with the code of `toGitFailure`
   */
  run(args: readonly string[], extra?: Readonly<Record<string, string>>): Promise<string>;
}

/** Gives the Git of one repository; nothing is started yet. `inherited` is the environment of the program. */
export function createGit(place: GitPlace, identity: GitIdentity, inherited: Environment): Git {
  const environment = toGitEnvironment(inherited, place, identity);
  return {
    ...place,
    environment,
    run: (args, extra = {}) => runGit(place, { ...environment, ...extra }, args),
  };
}

async function runGit(
  place: GitPlace,
  environment: Record<string, string>,
  args: readonly string[],
): Promise<string> {
  const git = simpleGit({
    baseDir: place.path,
    config: [...GIT_SETTINGS],
    allowEnvironment: Object.keys(environment).filter((name) => name.startsWith('GIT_')),
    // These two settings only switch hooks and the monitor off; simple-git refuses any mention of them.
    unsafe: { allowUnsafeHooksPath: true, allowUnsafeFsMonitor: true },
    errors: toCommandError,
  }).env(environment);
  try {
    return await git.raw([...args]);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw toGitFailure(place.path, toCommandName(args), reason);
  }
}

/** Left alone, simple-git takes a command that fails without a word for a success. */
function toCommandError(
  error: Buffer | Error | undefined,
  result: { readonly exitCode: number; readonly stdErr: readonly Buffer[] },
): Buffer | Error | undefined {
  if (error !== undefined || result.exitCode === 0) {
    return error;
  }
  const words = Buffer.concat(result.stdErr);
  return words.length > 0 ? words : new Error(`exit code ${result.exitCode}`);
}

/** Names the command for a message: the first word that is no option and no option's value. */
function toCommandName(args: readonly string[]): string {
  return args.find((arg, index) => !arg.startsWith('-') && args[index - 1] !== '-c') ?? '';
}
