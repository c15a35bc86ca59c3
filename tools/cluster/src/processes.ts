import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

import { ClusterError } from './cluster-error.ts';
import { processEnvironment } from './options.ts';

/** A program asked to end by SIGTERM is killed after this many ms: the API server drains for 2.6 s at most. */
const TERMINATION_MS = 20_000;

/** Ends when the pipe to its standard input does, so with our process, however that died; then kills all groups. */
const WATCHDOG_SCRIPT = 'read -r _; for pid; do kill -s KILL -- "-$pid" 2>/dev/null; done';

/** A program to start in a process group of its own. */
export interface ProgramStart {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  /** Receives standard output and standard error. */
  readonly logPath: string;
  /** First word of its command line, for a program that would not show otherwise which folder it uses. */
  readonly argv0?: string;
  /** Added to the environment of this process. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A started program. */
export interface RunningProgram {
  readonly name: string;
  readonly pid: number;
  readonly logPath: string;
  readonly hasEnded: () => boolean;
  /** Ends it and waits until it is gone; SIGTERM that is not heard becomes SIGKILL. */
  readonly end: (signal: 'SIGTERM' | 'SIGKILL') => Promise<void>;
}

/**
 * Starts a program in a process group of its own, so that Ctrl-C does not reach it before us.
 *
 * @throws ClusterError `ERR_CLUSTER_START` when the program cannot be executed
 */
export async function startProgram(start: ProgramStart): Promise<RunningProgram> {
  const log = openSync(start.logPath, 'a');
  const child = spawn(start.program, start.args, {
    detached: true,
    stdio: ['ignore', log, log],
    env: { ...processEnvironment(), ...start.env },
    ...(start.argv0 === undefined ? {} : { argv0: start.argv0 }),
  });
  closeSync(log);
  await once(child, 'spawn').catch((cause: unknown) => {
    throw new ClusterError('ERR_CLUSTER_START', `cannot execute ${start.program}: ${String(cause)}`, {
      cause,
    });
  });
  const pid = child.pid ?? 0;
  const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null;
  const ended = new Promise<void>((resolvePromise) => {
    child.once('exit', () => resolvePromise());
  });
  const end = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
    if (hasEnded()) return;
    killGroup(pid, signal);
    const grace = new AbortController();
    const killLater = sleep(TERMINATION_MS, undefined, { signal: grace.signal });
    killLater.then(() => killGroup(pid, 'SIGKILL')).catch(() => {});
    await ended;
    grace.abort();
  };
  return { name: start.name, pid, logPath: start.logPath, hasEnded, end };
}

/**
 * Kills programs when this process ends without having ended them: in an `exit` handler, and by a small shell
 * that notices even a SIGKILL of this process. Gives the function that lifts the guard, to be called before the
 * programs are ended.
 */
export function guardPrograms(programs: readonly RunningProgram[]): () => void {
  const killAll = (): void => {
    for (const program of programs) if (!program.hasEnded()) killGroup(program.pid, 'SIGKILL');
  };
  process.once('exit', killAll);
  const watchdog = spawn('sh', ['-c', WATCHDOG_SCRIPT, 'sh', ...programs.map(({ pid }) => String(pid))], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  // Without a shell the exit handler and the cleaning at the next start remain.
  watchdog.on('error', () => {});
  watchdog.unref();
  return () => {
    process.removeListener('exit', killAll);
    watchdog.kill('SIGKILL');
  };
}

/** Sends a signal to a process group; one that is gone already (macOS: not yet reaped, EPERM) is fine. */
export function killGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if (!['ESRCH', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}

/** Gives the command line of a running process, or `''`. Tells whether an id was given to another process since. */
export function commandLineOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return spawnSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? '';
  }
}
