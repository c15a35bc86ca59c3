import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { renderProblem } from '@atoll/core';
import { type RegionRendering, renderRegions } from '@atoll/synth-run';
import type { CliCommand } from '../command.ts';
import { type CliContext, type ExitCode, exitCodes } from '../cli-context.ts';

interface RenderCommandOptions {
  readonly out: string;
  readonly jsonl: boolean;
}

/** `atoll render <region…>`: the manifests of regions in a folder, for a look; no commit. */
export const render: CliCommand = {
  name: 'render',
  add(program, context, finish) {
    program
      .command('render')
      .argument('<region...>', 'names of regions')
      .description(
        'Render regions into a folder, for a look or a review; the deploy repository is not touched.',
      )
      .option('--out <folder>', 'folder that receives <region>/…', 'dist/rendered')
      .option('--jsonl', 'print one line of JSON a region', false)
      .addHelpText(
        'after',
        '\nExamples:\n  atoll render aws-us-east-1\n  npx nx run region-aws-us-east-1:render    the same, cached by Nx',
      )
      .action(async (names: readonly string[], options: RenderCommandOptions) =>
        finish(await runCommand(names, options, context)),
      );
  },
};

async function runCommand(
  names: readonly string[],
  options: RenderCommandOptions,
  context: CliContext,
): Promise<ExitCode> {
  let code: ExitCode = exitCodes.ok;
  for await (const rendering of renderRegions(context.root, names)) {
    const { ok, objects, text } = await writeRendering(rendering, resolve(context.root, options.out));
    const line = options.jsonl ? JSON.stringify({ region: rendering.name, ok, objects, text }) : text;
    context.stdout.write(`${line}\n`);
    if (!ok) code = exitCodes.failed;
  }
  return code;
}

async function writeRendering(rendering: RegionRendering, out: string) {
  if ('problems' in rendering) {
    return { ok: false, objects: 0, text: rendering.problems.map(renderProblem).join('\n') };
  }
  const { folders, objects } = rendering.rendered;
  const folder = join(out, rendering.name);
  await rm(folder, { recursive: true, force: true });
  for (const { folder: half, files } of folders) {
    for (const { path, text } of files) {
      const target = join(folder, half, path);
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, text);
    }
  }
  return { ok: true, objects, text: `${rendering.name}: ${objects} objects in ${folder}` };
}
