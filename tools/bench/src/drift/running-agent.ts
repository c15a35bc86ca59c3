import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { BenchContext } from './bench-context.ts';
import { type LogLine, type MeasuredProcess, startProcess } from './measured-process.ts';

/** Between two questions. */
const POLL_MS = 25;

/** What the account of an agent may do. */
export type AgentAccess = 'read-only' | 'remediating';

/** The agent in a process of its own. */
export interface RunningAgent extends MeasuredProcess {
  readMetrics(): Promise<string>;
  /** Resolves when its word counts. */
  waitUntilReady(): Promise<void>;
}

/** How to start it. */
export interface AgentStart {
  readonly access: AgentAccess;
  /** Of its folder: with another name it knows nothing. */
  readonly name: string;
  readonly onLine?: (line: LogLine) => void;
}

/** One that is busy for seconds may close a connection that was kept. @throws Error when the agent has ended */
async function isReady(url: string, { hasEnded }: MeasuredProcess): Promise<boolean> {
  if (hasEnded()) throw new Error('the agent has ended before it was ready');
  return fetch(`${url}/readyz`).then(
    ({ status }) => status === 200,
    () => false,
  );
}

/** Starts the agent; resolves when it listens. */
export async function startAgent(
  { bench, world }: BenchContext,
  { access, name, onLine }: AgentStart,
): Promise<RunningAgent> {
  const started = startProcess({
    args: [bench.agent],
    env: {
      ...bench.environment,
      ...world.agentWords,
      ATOLL_ACCESS: access,
      ATOLL_DATA: join(world.folder, name),
    },
    ...(onLine === undefined ? {} : { onLine }),
  });
  const { port } = await started.waitFor('the agent has started');
  const url = `http://127.0.0.1:${String(port)}`;
  return {
    ...started,
    readMetrics: async () => (await fetch(`${url}/metrics`)).text(),
    async waitUntilReady() {
      while (!(await isReady(url, started))) await pause(POLL_MS);
    },
  };
}
