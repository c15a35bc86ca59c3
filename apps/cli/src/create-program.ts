import { Command, Help } from 'commander';
import type { CliContext } from './cli-context.ts';
import type { Finish } from './command.ts';
import { commands } from './commands.ts';
import { GENERATOR_VERSION } from './generator-version.ts';

/** Defaults that only say that an option was not given. */
const EMPTY_DEFAULT = / \(default: (?:false|\[\])\)$/;

/** Makes the program `atoll` with all its commands; nothing is run yet. */
export function createProgram(context: CliContext, finish: Finish): Command {
  const program = new Command('atoll')
    .description(
      'Regions in cloud accounts that somebody else owns: config in Git, Crossplane and Flux manifests out.',
    )
    .version(`atoll ${GENERATOR_VERSION}`, '-V, --version', 'print the version; the command says more')
    .exitOverride()
    .configureOutput({ writeOut: context.stdout.write, writeErr: context.stderr.write })
    .configureHelp({
      optionDescription: (option) => new Help().optionDescription(option).replace(EMPTY_DEFAULT, ''),
    })
    .showHelpAfterError('Run the command with --help for its options.');
  for (const command of commands) command.add(program, context, finish);
  return program;
}
