/** Steps of rendering charts, in order. */
export type RenderStep = 'construct' | 'validate' | 'serialise';

/** Runs one step and gives its result; a bench takes the time of it, everybody else just runs it. */
export type Measure<Step extends string> = <Result>(step: Step, work: () => Result) => Result;

/** Runs the step. */
export function justRun<Result>(_step: string, work: () => Result): Result {
  return work();
}
