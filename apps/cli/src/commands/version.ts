import type { CliCommand } from '../command.ts';
import { exitCodes } from '../cli-context.ts';
import { GENERATOR_VERSION } from '../generator-version.ts';
import { addOutputOption, type OutputFormat } from '../output-option.ts';

/** `atoll version`: the version of the generator and of Node. */
export const version: CliCommand = {
  name: 'version',
  add(program, { stdout }, finish) {
    const command = program
      .command('version')
      .description('Print the version of Atoll and of Node.')
      .addHelpText('after', '\nExamples:\n  atoll version\n  atoll version -o json');
    addOutputOption(command).action(({ output }: { readonly output: OutputFormat }) => {
      const versions = { atoll: GENERATOR_VERSION, node: process.versions.node };
      const text = `atoll ${versions.atoll} (node ${versions.node})`;
      stdout.write(`${output === 'json' ? JSON.stringify(versions) : text}\n`);
      finish(exitCodes.ok);
    });
  },
};
