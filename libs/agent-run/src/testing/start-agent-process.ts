import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { GuardedRegion } from './guarded-region.ts';

const PROGRAM = join(import.meta.dirname, 'agent-program.ts');

/** A line of an agent's log. */
export interface AgentLine {
  readonly message: string;
  readonly time: string;
  readonly [field: string]: unknown;
}

/** An agent that runs in a process of its own. */
export interface AgentProcess {
  readonly identity: string;
  readonly pid: number;
  /** Every line of its log so far. */
  listLines(): readonly AgentLine[];
  /** Every byte that it has written to standard output and standard error. */
  readOutput(): string;
  /** As its log says. */
  isLeader(): boolean;
  /** `ready`, or what it waits for. */
  readReadiness(): Promise<string>;
  readMetrics(): Promise<string>;
  signal(name: 'SIGTERM' | 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): void;
  /** Exit code and signal. */
  readonly ended: Promise<readonly unknown[]>;
  /** Kills it, whatever it is doing, and waits until it is gone. */
  kill(): Promise<void>;
}

/** Who the agent is, and its options by variable. */
export interface AgentProcessOptions {
  readonly identity: string;
  readonly words: Readonly<Record<string, string>>;
}

/** Starts the agent of a region as a process, on free ports of 127.0.0.1; resolves when it listens. */
export async function startAgentProcess(
  region: GuardedRegion,
  { identity, words }: AgentProcessOptions,
): Promise<AgentProcess> {
  const child = spawn(process.execPath, [PROGRAM], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...toEnvironment(region, identity), ...words },
  });
  const ended = once(child, 'exit');
  const output = record(child);
  const listLines = () => toLines(output.read());
  const started = await waitForStart(child, listLines);
  if (started === undefined) throw new Error(`the agent ${identity} ended at once: ${output.read()}`);
  const url = `http://127.0.0.1:${String(started['port'])}`;
  return {
    identity,
    pid: child.pid ?? 0,
    listLines,
    readOutput: output.read,
    isLeader: () =>
      listLines().findLast(({ message }) => message === 'the leadership changed')?.['isLeader'] === true,
    async readReadiness() {
      const answer = await fetch(`${url}/readyz`);
      return answer.status === 200 ? 'ready' : await answer.text();
    },
    readMetrics: async () => (await fetch(`${url}/metrics`)).text(),
    signal: (name) => void child.kill(name),
    ended,
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await ended;
    },
  };
}

function toEnvironment(region: GuardedRegion, identity: string): Record<string, string | undefined> {
  return {
    PATH: process.env['PATH'],
    HOME: process.env['HOME'],
    ATOLL_REGIONS: region.name,
    ATOLL_IDENTITY: identity,
    ATOLL_NAMESPACE: region.agentNamespace,
    ATOLL_DATA: join(region.dataFolder, identity),
    ATOLL_HOST: '127.0.0.1',
    ATOLL_HEALTH_PORT: '0',
    ATOLL_ACCESS: 'remediating',
  };
}

function record({ stdout, stderr }: ChildProcess): { readonly read: () => string } {
  let text = '';
  for (const stream of [stdout, stderr])
    stream?.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  return { read: () => text };
}

/** What is no JSON was written by Node itself; the last line may be half written. */
function toLines(text: string): readonly AgentLine[] {
  return text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as AgentLine);
}

async function waitForStart(
  child: ChildProcess,
  listLines: () => readonly AgentLine[],
): Promise<AgentLine | undefined> {
  const { promise, resolve } = Promise.withResolvers<AgentLine | undefined>();
  child.once('exit', () => resolve(undefined));
  child.stdout?.on('data', () => {
    const line = listLines().find(({ message }) => message === 'the agent has started');
    if (line !== undefined) resolve(line);
  });
  return promise;
}
