import { resolve } from 'node:path';
import { addAtOption } from '../at-option.ts';
import type { CliCommand } from '../command.ts';
import type { CliContext, ExitCode } from '../cli-context.ts';
import { collectValues } from '../collect-values.ts';
import { exitCodes } from '../cli-context.ts';
import { GENERATOR_VERSION } from '../generator-version.ts';
import { addOutputOption, type OutputFormat } from '../output-option.ts';
import { printJson } from '../print-json.ts';
import { createProgress } from '../progress.ts';
import { renderSynthSummary } from '../render-synth-summary.ts';

/** Who the commits of the deploy repository are by. */
const AUTHOR = { name: 'Atoll', email: 'atoll@localhost' };

interface SynthCommandOptions {
  readonly deploy?: string;
  readonly verify: boolean;
  readonly allowDelete: readonly string[];
  readonly at?: Date;
  readonly output: OutputFormat;
}

/** `atoll synth`: renders what changed and commits it to the deploy repository. */
export const synth: CliCommand = {
  name: 'synth',
  add(program, context, finish) {
    const command = program
      .command('synth')
      .description('Render every region that changed and commit the manifests to the deploy repository.')
      .option('--deploy <folder>', 'deploy repository (default: deploy/ beside regions/)')
      .option(
        '--verify',
        'look for edits by hand in every region, not only in those that are rendered',
        false,
      )
      .option(
        '--allow-delete <name>',
        'let a region be deleted that is configured no more, or lose what holds data, or let cluster/<name> be deleted that has no region any more; repeatable',
        collectValues('Name the region, or cluster/<name>.'),
        [],
      )
      .addHelpText('after', EXAMPLES);
    addOutputOption(addAtOption(command)).action(async (options: SynthCommandOptions) =>
      finish(await runCommand(options, context)),
    );
  },
};

const EXAMPLES = `
Examples:
  atoll synth                                 render what changed
  atoll synth --verify                        also find and undo edits by hand in deploy/
  atoll synth --allow-delete aws-us-west-2    after regions/aws-us-west-2 was removed

Exit codes: 0 done, 1 a region could not be rendered (the others were), 2 a missing --allow-delete kept a region that
would lose what holds data, or a control cluster, as it was (the others were rendered), 64 wrong usage.`;

async function runCommand(options: SynthCommandOptions, context: CliContext): Promise<ExitCode> {
  const started = performance.now();
  // The clouds and cdk8s load in half a second, which help and version must not pay for.
  const { readHeadCommit } = await import('@atoll/deploy-repo');
  const { defaultDeployPath, runSynth, toOutcome } = await import('@atoll/synth-run');
  const progress = createProgress(context.stderr);
  const deploy = options.deploy === undefined ? defaultDeployPath(context.root) : resolve(options.deploy);
  const report = await runSynth({
    root: context.root,
    deploy,
    verify: options.verify,
    allowDelete: options.allowDelete,
    at: options.at ?? context.now(),
    isTimeChosen: options.at !== undefined,
    author: AUTHOR,
    environment: context.environment,
    generatorVersion: GENERATOR_VERSION,
    sourceCommit: await readHeadCommit(context.root, context.environment),
    now: context.now,
    onProgress: progress.show,
  }).finally(progress.clear);
  const seconds = (performance.now() - started) / 1000;
  if (options.output === 'json') printJson(context.stdout, 'synth', report);
  else context.stdout.write(renderSynthSummary(report, { deploy, seconds, output: context.stdout }));
  const outcome = toOutcome(report);
  return outcome === 'done' ? exitCodes.ok : exitCodes[outcome];
}
