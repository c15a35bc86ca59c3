import { join, resolve } from 'node:path';
import { renderProblem } from '@atoll/core';
import type { RegionRendering } from '@atoll/synth-run';
import { addAtOption } from '../at-option.ts';
import type { CliCommand } from '../command.ts';
import { type CliContext, type ExitCode, exitCodes } from '../cli-context.ts';
import type { RenderedFolder } from '../json-outputs.ts';
import { addOutputOption, type OutputFormat } from '../output-option.ts';
import { printJson } from '../print-json.ts';
import { writeRendering } from '../write-rendering.ts';

/** Folder beside `regions/` that receives renderings unless another is named. */
const DEFAULT_OUT = 'dist/rendered';

interface RenderCommandOptions {
  readonly out?: string;
  readonly jsonl: boolean;
  readonly at?: Date;
  readonly output: OutputFormat;
}

/** `atoll render <region…>`: the manifests of regions in a folder, for a look; no commit. */
export const render: CliCommand = {
  name: 'render',
  add(program, context, finish) {
    const command = program
      .command('render')
      .argument('<region...>', 'names of regions')
      .description(
        'Render regions into a folder, for a look or a review; the deploy repository is not touched.',
      )
      .option('--out <folder>', `folder that receives <region>/… (default: ${DEFAULT_OUT} beside regions/)`)
      .option('--jsonl', 'print one line of JSON as soon as a region is rendered', false)
      .addHelpText('after', EXAMPLES);
    addOutputOption(addAtOption(command)).action(
      async (names: readonly string[], options: RenderCommandOptions) =>
        finish(await runCommand(names, options, context)),
    );
  },
};

const EXAMPLES = `
Examples:
  atoll render aws-us-east-1
  atoll render aws-us-east-1 aws-us-west-2 --out review
  npx nx run region-aws-us-east-1:render    the same, cached by Nx

Exit codes: 0 done, 1 a region could not be rendered (the others were), 64 wrong usage.`;

async function runCommand(
  names: readonly string[],
  { out, jsonl, at, output }: RenderCommandOptions,
  { root, stdout, now }: CliContext,
): Promise<ExitCode> {
  // The clouds and cdk8s load in half a second, which help and version must not pay for.
  const { renderRegions } = await import('@atoll/synth-run');
  const target = out === undefined ? join(root, DEFAULT_OUT) : resolve(out);
  const results: RenderedFolder[] = [];
  for await (const rendering of renderRegions(root, names, at ?? now())) {
    const result = await writeOne(rendering, join(target, rendering.name));
    results.push(result);
    if (jsonl) stdout.write(`${renderLine(result)}\n`);
    else if (output === 'text') stdout.write(`${renderText(result)}\n`);
  }
  if (!jsonl && output === 'json') printJson(stdout, 'render', { regions: results });
  return results.every(({ ok }) => ok) ? exitCodes.ok : exitCodes.failed;
}

async function writeOne(rendering: RegionRendering, folder: string): Promise<RenderedFolder> {
  const { name: region } = rendering;
  if ('problems' in rendering) return { region, ok: false, objects: 0, folder, problems: rendering.problems };
  const problems = await writeRendering(folder, rendering);
  const ok = problems.length === 0;
  return { region, ok, objects: ok ? rendering.rendered.objects : 0, folder, problems };
}

/** The form that `tools/nx-regions` reads. */
function renderLine(result: RenderedFolder): string {
  const { region, ok, objects } = result;
  return JSON.stringify({ region, ok, objects, text: renderText(result) });
}

function renderText({ region, ok, objects, folder, problems }: RenderedFolder): string {
  return ok ? `${region}: ${objects} objects in ${folder}` : problems.map(renderProblem).join('\n');
}
