import { schedule, type ScheduledTask } from 'node-cron';
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

/**
 * Runs tasks by node-cron: UTC inside, so that no change of a clock to summer time repeats or skips one; a task that still
 * runs is not started again; a failure is told and stops nothing.
 */
export function createScheduler(
  tasks: readonly PeriodicTask[],
  { log, random }: { readonly log: AgentLog; readonly random: () => number },
): Scheduler {
  const running = new Set<Promise<void>>();
  let started: readonly ScheduledTask[] = [];
  const run = (task: PeriodicTask) => {
    const work = task.run().catch((error: unknown) => {
      log.error('a periodic task failed', { task: task.name, code: codeOf(error) });
    });
    const ended = work.finally(() => running.delete(ended));
    running.add(ended);
    return ended;
  };
  return {
    start() {
      started = tasks.map((task) =>
        schedule(task.cron, () => run(task), {
          name: task.name,
          timezone: 'UTC',
          noOverlap: true,
          maxRandomDelay: Math.floor(task.jitterMs * random()),
        }),
      );
    },
    async stop() {
      for (const task of started) await task.destroy();
      await Promise.all(running);
    },
  };
}
