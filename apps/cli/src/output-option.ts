import { type Command, Option } from 'commander';

/** Forms in which a command can print. */
export type OutputFormat = 'text' | 'json';

/** Adds `-o, --output text|json`. */
export function addOutputOption(command: Command): Command {
  return command.addOption(
    new Option('-o, --output <format>', 'form of the output').choices(['text', 'json']).default('text'),
  );
}
