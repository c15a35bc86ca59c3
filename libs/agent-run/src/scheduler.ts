import { createTask } from 'node-cron';
import type { AgentLog } from './agent-log.ts';
import { codeOf } from './code-of.ts';

/** One thing that is done again and again. */
export interface PeriodicTask {
  readonly name: string;
  /** Cron expression with seconds, in UTC. */
  readonly cron: string;
  /** Up to this many ms are waited first, so that a fleet's agents do not all come at once. */
  readonly jitterMs: number;
  run(): Promise<void>;
}

/** The one scheduler of a process. */
export interface Scheduler {
  start(): void;
  /** Starts nothing more, and resolves when what runs has ended. */
  stop(): Promise<void>;
}

/** What a scheduler works with. */
export interface SchedulerTools {
  readonly log: Pick<AgentLog, 'error'>;
  /** Gives numbers from 0 to 1. */
  readonly random: () => number;
}

/** Nobody waits longer without looking at the clock, which may have been put back or forth. */
const LONGEST_WAIT_MS = 60_000;

/** A time that is not ahead is a fault of whoever worked it out; nobody spins for it. */
const SHORTEST_SPAN_MS = 1_000;

/**
 * Runs tasks at the times that node-cron works out: in UTC, so that no change of a clock to summer time repeats or skips one;
 * a task that still runs is not started again; a failure is told and stops nothing.
 *
 * The timers are our own: those of node-cron stand still for as long as the clock is put back, and spin in the hour that
 * the clocks of the process repeat.
 */
export function createScheduler(tasks: readonly PeriodicTask[], tools: SchedulerTools): Scheduler {
  let loops: readonly Loop[] = [];
  return {
    start() {
      loops = tasks.map((task) => startLoop(task, tools));
    },
    async stop() {
      await Promise.all(loops.map((loop) => loop.stop()));
    },
  };
}

interface Loop {
  stop(): Promise<void>;
}

function startLoop(task: PeriodicTask, { log, random }: SchedulerTools): Loop {
  const nextAfter = createCalendar(task);
  let running: Promise<void> | undefined;
  let timer: NodeJS.Timeout;
  const run = () => {
    running ??= task
      .run()
      .catch((error: unknown) =>
        log.error('a periodic task failed', { task: task.name, code: codeOf(error) }),
      )
      .finally(() => {
        running = undefined;
      });
  };
  const wait = (lookedMs: number, dueMs: number) => {
    timer = setTimeout(
      () => {
        const nowMs = Date.now();
        const isPutBack = nowMs < lookedMs;
        if (nowMs >= dueMs) run();
        wait(nowMs, nowMs >= dueMs || isPutBack ? nextAfter(nowMs) + delay() : dueMs);
      },
      Math.min(LONGEST_WAIT_MS, Math.max(0, dueMs - lookedMs)),
    );
  };
  const delay = () => Math.floor(task.jitterMs * random());
  wait(Date.now(), nextAfter(Date.now()) + delay());
  return {
    async stop() {
      clearTimeout(timer);
      await running;
    },
  };
}

/** Gives the next time of a task after an instant, in ms since 1970; the task of node-cron is never started. */
function createCalendar({ name, cron }: PeriodicTask): (nowMs: number) => number {
  const task = createTask(cron, () => undefined, { name, timezone: 'UTC' });
  return (nowMs) => {
    const [next] = task.getNextRuns(1);
    return Math.max(next?.getTime() ?? 0, nowMs + SHORTEST_SPAN_MS);
  };
}
