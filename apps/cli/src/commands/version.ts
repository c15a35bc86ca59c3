import type { CliCommand } from '../command.ts';
import { exitCodes } from '../cli-context.ts';
import { GENERATOR_VERSION } from '../generator-version.ts';
import { addOutputOption, type OutputFormat } from '../output-option.ts';
import { printJson } from '../print-json.ts';

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
      if (output === 'json') printJson(stdout, 'version', versions);
      else stdout.write(`atoll ${versions.atoll} (node ${versions.node})\n`);
      finish(exitCodes.ok);
    });
  },
};
