import type { ExecutorContext, TaskGraphExecutor } from '@nx/devkit';
import type { RenderOptions } from './options.ts';
import { runRenderer } from './run-renderer.ts';

/** One task's end, as Nx wants it from a batch. */
export interface RenderedTask {
  readonly task: string;
  readonly result: { success: boolean; terminalOutput: string; startTime: number; endTime: number };
}

/** Renders one region. */
export default async function render(
  options: RenderOptions,
  context: ExecutorContext,
): Promise<{ success: boolean }> {
  let success = true;
  for await (const answer of runRenderer(context.root, [options.region])) {
    console.log(answer.text);
    success &&= answer.ok;
  }
  return { success };
}

/** Renders the regions of all tasks in one process; Nx calls it whenever it may. */
export async function renderBatch(
  ...[taskGraph, optionsByTask, , context]: Parameters<TaskGraphExecutor<RenderOptions>>
): Promise<AsyncGenerator<RenderedTask, void>> {
  const taskByRegion = new Map(
    Object.keys(taskGraph.tasks).map((task) => [optionsByTask[task]?.region ?? task, task]),
  );
  return renderTasks(context.root, taskByRegion);
}

async function* renderTasks(
  root: string,
  taskByRegion: ReadonlyMap<string, string>,
): AsyncGenerator<RenderedTask, void> {
  let startTime = Date.now();
  for await (const { region, ok, text } of runRenderer(root, [...taskByRegion.keys()])) {
    const endTime = Date.now();
    yield {
      task: taskByRegion.get(region) ?? region,
      result: { success: ok, terminalOutput: `${text}\n`, startTime, endTime },
    };
    startTime = endTime;
  }
}
