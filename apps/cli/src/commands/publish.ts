import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Command, Option } from 'commander';
import { AppError } from '@atoll/core';
import type { PublishReport } from '@atoll/synth-run';
import { addAtOption } from '../at-option.ts';
import type { CliCommand } from '../command.ts';
import { type CliContext, type ExitCode, exitCodes } from '../cli-context.ts';
import { collectValues } from '../collect-values.ts';
import { GENERATOR_VERSION } from '../generator-version.ts';
import { addOutputOption, type OutputFormat } from '../output-option.ts';
import { printJson } from '../print-json.ts';
import { createProgress } from '../progress.ts';
import { renderPublishSummary } from '../publish/render-publish-summary.ts';
import { toRepositoryMap } from '../publish/to-repository-map.ts';
import { toSigningKey } from '../publish/to-signing-key.ts';

/** Who the commits of the deploy repository are by. */
const AUTHOR = { name: 'Atoll', email: 'atoll@localhost' };

interface PublishCommandOptions {
  readonly repo: string;
  readonly branch: string;
  readonly allowDelete: readonly string[];
  readonly allowDirty: boolean;
  readonly takeOver: readonly string[];
  readonly repoMap: readonly string[];
  readonly cache?: string;
  readonly signingKey?: string;
  readonly signingFormat: 'openpgp' | 'ssh';
  readonly at?: Date;
  readonly output: OutputFormat;
}

interface CheckedOptions extends PublishCommandOptions {
  readonly places: ReadonlyMap<string, string>;
}

/** `atoll publish`: renders what changed and pushes it to the deploy repository on a Git host. */
export const publish: CliCommand = {
  name: 'publish',
  add(program, context, finish) {
    const command = program
      .command('publish')
      .description(
        'Render every region that changed and push the manifests to the deploy repository from which Flux pulls.',
      )
      .requiredOption('--repo <url|path>', 'deploy repository of the fleet; no user or password in it')
      .option('--branch <name>', 'branch that holds the truth there', 'main')
      .addHelpText('after', EXAMPLES);
    addGuardOptions(command);
    addPlaceOptions(command);
    addOutputOption(addAtOption(command)).action(async (options: PublishCommandOptions) =>
      finish(await runCommand(await checkPlaces(options, command), context)),
    );
  },
};

const EXAMPLES = `
Credentials come from the environment: ATOLL_GIT_TOKEN and ATOLL_GIT_USERNAME for the host of --repo, and for another
host ATOLL_GIT_TOKEN_<NAME> (and ATOLL_GIT_USERNAME_<NAME>) with ATOLL_GIT_ORIGIN_<NAME>=https://git.example.com.
Several may publish at once: who comes second renders again on what the first one left.

Examples:
  atoll publish --repo https://git.example.com/platform/atoll-deploy.git
  atoll publish --repo ../atoll-deploy.git --allow-delete aws-us-west-2
  ATOLL_SIGNING_KEY=0123456789ABCDEF atoll publish --repo git@git.example.com:platform/atoll-deploy.git

Exit codes: 0 done, 1 something could not be published (the rest was), 2 a freeze or a missing --allow-delete kept
something back (the rest was published), 64 wrong usage.`;

function addGuardOptions(command: Command): void {
  command
    .option(
      '--allow-delete <name>',
      'let a region be deleted that is configured no more, or lose what holds data, or let cluster/<name> be deleted that has no region any more; repeatable',
      collectValues('Give a value.'),
      [],
    )
    .option('--allow-dirty', 'publish although files under regions/ are not committed', false)
    .option(
      '--take-over <name>',
      'publish a region, or cluster/<name>, whatever it was published from; repeatable',
      collectValues('Give a value.'),
      [],
    );
}

function addPlaceOptions(command: Command): void {
  command
    .option(
      '--repo-map <url=place>',
      "where a region's own repository is reached from here; repeatable",
      collectValues('Give a value.'),
      [],
    )
    .option('--cache <folder>', 'folder of the clones that are kept (default: ~/.cache/atoll/publish)')
    .option(
      '--signing-key <key>',
      'sign with this OpenPGP key id, or ssh key file (default: ATOLL_SIGNING_KEY)',
    )
    .addOption(
      new Option('--signing-format <format>', 'kind of that key')
        .choices(['openpgp', 'ssh'])
        .default('openpgp'),
    );
}

/** Commander would print the value of an option that it refuses, and a password with it. */
async function checkPlaces(options: PublishCommandOptions, command: Command): Promise<CheckedOptions> {
  const { parseRemoteUrl } = await import('@atoll/deploy-repo');
  try {
    return { ...options, places: toRepositoryMap(options.repoMap, parseRemoteUrl) };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return command.error(`error: ${error.message}`);
  }
}

async function runCommand(options: CheckedOptions, context: CliContext): Promise<ExitCode> {
  const started = performance.now();
  // The clouds and cdk8s load in half a second, which help and version must not pay for.
  const { toOutcome } = await import('@atoll/synth-run');
  const progress = createProgress(context.stderr);
  const report = await runPublication(options, context, progress.show).finally(progress.clear);
  const seconds = (performance.now() - started) / 1000;
  if (options.output === 'json') printJson(context.stdout, 'publish', report);
  else context.stdout.write(renderPublishSummary(report, { seconds, output: context.stdout }));
  const outcome = toOutcome(report);
  return outcome === 'done' ? exitCodes.ok : exitCodes[outcome];
}

async function runPublication(
  options: CheckedOptions,
  { root, environment, now }: CliContext,
  onProgress: ReturnType<typeof createProgress>['show'],
): Promise<PublishReport> {
  const { createCredentialsFor, defaultCacheFolder, publishFleet } = await import('@atoll/synth-run');
  const signingKey = toSigningKey(options, environment);
  return await publishFleet({
    ...{ root, environment, now, onProgress },
    repository: options.repo,
    branch: options.branch,
    cacheFolder: options.cache === undefined ? defaultCacheFolder(environment) : resolve(options.cache),
    allowDelete: options.allowDelete,
    allowDirty: options.allowDirty,
    takeOver: options.takeOver,
    repositoryMap: options.places,
    credentialsFor: createCredentialsFor(environment, options.repo),
    ...(signingKey === undefined ? {} : { signingKey }),
    author: AUTHOR,
    generatorVersion: GENERATOR_VERSION,
    ...{ at: options.at ?? now(), isTimeChosen: options.at !== undefined },
    pause: async (ms) => await pause(ms),
    random: Math.random,
  });
}
