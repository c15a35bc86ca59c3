import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Command, Option } from 'commander';
import type { WatchEvent, WatchReport } from '@atoll/synth-run';
import type { CliCommand } from '../command.ts';
import { type CliContext, type ExitCode, exitCodes } from '../cli-context.ts';
import { GENERATOR_VERSION } from '../generator-version.ts';
import { addOutputOption, type OutputFormat } from '../output-option.ts';
import { printJson } from '../print-json.ts';
import { toSigningKey } from '../publish/to-signing-key.ts';
import { parseInterval } from '../watch/parse-interval.ts';

/** Who the commits of both repositories are by. */
const AUTHOR = { name: 'Atoll', email: 'atoll@localhost' };

interface WatchCommandOptions {
  readonly config: string;
  readonly configBranch: string;
  readonly repo: string;
  readonly branch: string;
  readonly interval: number;
  readonly once: boolean;
  readonly log: 'text' | 'json';
  readonly cache?: string;
  readonly signingKey?: string;
  readonly signingFormat: 'openpgp' | 'ssh';
  readonly output: OutputFormat;
}

/** `atoll watch`: publishes a config repository as it moves, and merges what agents propose. */
export const watch: CliCommand = {
  name: 'watch',
  add(program, context, finish) {
    const command = program
      .command('watch')
      .description(
        'Publish the config repository whenever it moves or a grant begins or ends, and merge what agents propose.',
      )
      .requiredOption('--config <url|path>', 'config repository; no user or password in it')
      .requiredOption('--repo <url|path>', 'deploy repository of the fleet; no user or password in it')
      .option('--config-branch <name>', 'branch of the config repository that is published', 'main')
      .option('--branch <name>', 'branch that holds the truth in the deploy repository', 'main')
      .addHelpText('after', EXAMPLES);
    addLoopOptions(command);
    addOutputOption(command).action(async (options: WatchCommandOptions) =>
      finish(await runCommand(options, context)),
    );
  },
};

const EXAMPLES = `
One line of log an event goes to standard error. SIGTERM and SIGINT finish the commit at hand; further ones change nothing.
Credentials come from the environment: ATOLL_GIT_TOKEN and ATOLL_GIT_USERNAME for the host of --repo, ATOLL_CONFIG_TOKEN
and ATOLL_CONFIG_USERNAME for --config where that is another host, or needs another token.

Examples:
  atoll watch --config https://git.example.com/platform/config.git --repo https://git.example.com/platform/atoll-deploy.git
  atoll watch --config ../config.git --repo ../atoll-deploy.git --once -o json
  atoll watch --config git@git.example.com:platform/config.git --repo git@git.example.com:platform/deploy.git --log json

Exit codes: 0 done, or stopped by a signal; with --once also 1 something failed (the rest was published) and 2 a freeze or a
missing --allow-delete kept something back; 64 wrong usage.`;

function addLoopOptions(command: Command): void {
  command
    .option('--interval <span>', 'between two looks at the config repository', parseInterval, 30)
    .option('--once', 'one look, then end: for a schedule', false)
    .addOption(new Option('--log <format>', 'form of the log').choices(['text', 'json']).default('text'))
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

async function runCommand(options: WatchCommandOptions, context: CliContext): Promise<ExitCode> {
  const { catchStopSignals } = await import('../watch/stop-signal.ts');
  const log = await createLog(options, context);
  const stop = catchStopSignals(() => log({ event: 'stopping' }));
  try {
    const report = await run(options, context, { stop: stop.signal, log });
    if (options.output === 'json') printJson(context.stdout, 'watch', report);
    else {
      const { renderWatchReport } = await import('../watch/render-watch-report.ts');
      context.stdout.write(renderWatchReport(report));
    }
    if (!options.once || report.outcome === 'done') return exitCodes.ok;
    return exitCodes[report.outcome];
  } finally {
    stop.dispose();
  }
}

async function createLog(
  { log }: WatchCommandOptions,
  { stderr, now }: CliContext,
): Promise<(event: WatchEvent) => void> {
  const { renderWatchEvent, renderWatchEventJson } = await import('../watch/render-watch-event.ts');
  return (event) => {
    const line = log === 'json' ? renderWatchEventJson(event, now()) : renderWatchEvent(event, now(), stderr);
    stderr.write(`${line}\n`);
  };
}

interface WatchRun {
  readonly stop: AbortSignal;
  readonly log: (event: WatchEvent) => void;
}

async function run(
  options: WatchCommandOptions,
  { environment, now }: CliContext,
  { stop, log }: WatchRun,
): Promise<WatchReport> {
  // The clouds and cdk8s load in half a second, which help and version must not pay for.
  const { createCredentialsFor, defaultCacheFolder, startWatch } = await import('@atoll/synth-run');
  const { createSystemClock } = await import('../watch/system-clock.ts');
  const signingKey = toSigningKey(options, environment);
  return await startWatch({
    config: options.config,
    configBranch: options.configBranch,
    once: options.once,
    intervalSeconds: options.interval,
    clock: createSystemClock(now),
    stop,
    onEvent: log,
    publish: {
      ...{ environment, now, author: AUTHOR, generatorVersion: GENERATOR_VERSION },
      repository: options.repo,
      branch: options.branch,
      cacheFolder: options.cache === undefined ? defaultCacheFolder(environment) : resolve(options.cache),
      // Whoever deletes a region says so by hand: `atoll publish --allow-delete`.
      ...{ allowDelete: [], allowDirty: false, takeOver: [], repositoryMap: new Map() },
      credentialsFor: createCredentialsFor(environment, options.repo),
      ...(signingKey === undefined ? {} : { signingKey }),
      pause: async (ms) => await pause(ms),
      random: Math.random,
    },
  });
}
