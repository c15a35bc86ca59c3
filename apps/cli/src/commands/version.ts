import { type CliCommand } from '../command.ts';
import { exitCodes } from '../cli-context.ts';
import { GENERATOR_VERSION } from '../generator-version.ts';

/** `atoll version`: the version of the generator and of Node. */
export const version: CliCommand = {
  name: 'version',
  add(program, { stdout }, finish) {
    program
      .command('version')
      .description('Print the version of Atoll and of Node.')
      .option('-o, --output <format>', 'text or json', 'text')
      .action(({ output }: { readonly output: string }) => {
        const versions = { atoll: GENERATOR_VERSION, node: process.versions.node };
        stdout.write(
          output === 'json'
            ? `${JSON.stringify(versions)}\n`
            : `atoll ${versions.atoll} (node ${versions.node})\n`,
        );
        finish(exitCodes.ok);
      });
  },
};
