import { fileURLToPath } from 'node:url';
import type { Measurements } from './measure/measurements.ts';
import { runProcess } from './run-process.ts';

/** Program that measures one thing and prints JSON. */
const PROGRAM = fileURLToPath(new URL('./measure/main.ts', import.meta.url));

/** Measures in a process of its own, so that no measurement warms up or burdens the next. */
export async function runMeasurement<Name extends keyof Measurements>(
  name: Name,
  input: Measurements[Name]['input'],
): Promise<Measurements[Name]['result']> {
  const { output } = await runProcess(process.execPath, [PROGRAM, name, JSON.stringify(input)]);
  return JSON.parse(output) as Measurements[Name]['result'];
}
