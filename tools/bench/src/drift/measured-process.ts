import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

const KB_PER_MB = 1_000;
const BYTES_PER_KB = 1_024;
const BYTES_PER_KILO = 1_000;

/** A line of a program's log. */
export interface LogLine {
  readonly message: string;
  /** RFC 3339 with milliseconds. */
  readonly time: string;
  readonly [field: string]: unknown;
}

/** A program in a process of its own that logs JSON lines. */
export interface MeasuredProcess {
  /** On the clock of `Date.now()`. */
  readonly startedAt: number;
  readonly pid: number;
  /** Resolves with the first line of that message, also one that has come already. @throws Error when the program ends before */
  waitFor(message: string): Promise<LogLine>;
  hasEnded(): boolean;
  /** In megabytes: now, and at most so far (undefined without /proc). */
  readMemory(): { readonly now: number; readonly most: number | undefined };
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

/** What to start, and who hears of its lines. */
export interface ProcessStart {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly onLine?: (line: LogLine) => void;
}

/** Starts a program of Node. */
export function startProcess({ args, env, onLine = () => undefined }: ProcessStart): MeasuredProcess {
  const startedAt = Date.now();
  const child = spawn(process.execPath, [...args], { stdio: ['ignore', 'pipe', 'inherit'], env: { ...env } });
  const ended = once(child, 'exit');
  // A bench that fails leaves nobody behind.
  const kill = () => void child.kill('SIGKILL');
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));
  const first = new Map<string, LogLine>();
  const waiting = new Map<string, (line: LogLine) => void>();
  createInterface({ input: child.stdout }).on('line', (text) => {
    if (!text.startsWith('{')) return;
    const line = JSON.parse(text) as LogLine;
    if (!first.has(line.message)) first.set(line.message, line);
    waiting.get(line.message)?.(line);
    onLine(line);
  });
  const pid = child.pid ?? 0;
  return {
    startedAt,
    pid,
    async waitFor(message) {
      const known = first.get(message);
      if (known !== undefined) return known;
      const { promise, resolve, reject } = Promise.withResolvers<LogLine>();
      waiting.set(message, resolve);
      child.once('exit', (code) => reject(new Error(`${args[0]} ended with ${code} before "${message}"`)));
      return promise;
    },
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    readMemory: () => readMemory(pid),
    async end(signal) {
      child.kill(signal);
      await ended;
    },
  };
}

function readMemory(pid: number): { readonly now: number; readonly most: number | undefined } {
  const toMegabytes = (kilobytes: number) => (kilobytes * BYTES_PER_KB) / BYTES_PER_KILO / KB_PER_MB;
  try {
    const text = readFileSync(`/proc/${pid}/status`, 'utf8');
    const read = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(text)?.[1]);
    return { now: toMegabytes(read('VmRSS')), most: toMegabytes(read('VmHWM')) };
  } catch {
    const { stdout } = spawnSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' });
    return { now: toMegabytes(Number(stdout.trim())), most: undefined };
  }
}
