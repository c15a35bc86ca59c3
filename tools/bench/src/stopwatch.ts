/** Microseconds in a millisecond. */
const MICROSECONDS = 1_000;

/** Time spent, in milliseconds. */
export interface Time {
  /** Of all threads of this process, the garbage collector's too; other processes do not count. */
  readonly cpu: number;
  readonly wall: number;
}

/** No time at all. */
export const NO_TIME: Time = { cpu: 0, wall: 0 };

/** Takes the time of steps by name; a step that comes again adds up. */
export interface Stopwatch {
  readonly measure: <Result>(step: string, work: () => Result) => Result;
  readonly measureAsync: <Result>(step: string, work: () => Promise<Result>) => Promise<Result>;
  /** Time of a step so far. */
  timeOf(step: string): Time;
}

/** Gives a stopwatch that has measured nothing. */
export function createStopwatch(): Stopwatch {
  const times = new Map<string, Time>();
  const add = (step: string, since: Time) => {
    times.set(step, sumTimes([times.get(step) ?? NO_TIME, subtractTime(readClock(), since)]));
  };
  return {
    measure: (step, work) => {
      const start = readClock();
      try {
        return work();
      } finally {
        add(step, start);
      }
    },
    measureAsync: async (step, work) => {
      const start = readClock();
      try {
        return await work();
      } finally {
        add(step, start);
      }
    },
    timeOf: (step) => times.get(step) ?? NO_TIME,
  };
}

/** Gives the time that the process has spent since it began. */
export function readClock(): Time {
  const { user, system } = process.cpuUsage();
  return { cpu: (user + system) / MICROSECONDS, wall: performance.now() };
}

/** Gives `later` without `earlier`. */
export function subtractTime(later: Time, earlier: Time): Time {
  return { cpu: later.cpu - earlier.cpu, wall: later.wall - earlier.wall };
}

/** Gives all times together. */
export function sumTimes(times: readonly Time[]): Time {
  return {
    cpu: times.reduce((sum, time) => sum + time.cpu, 0),
    wall: times.reduce((sum, time) => sum + time.wall, 0),
  };
}
