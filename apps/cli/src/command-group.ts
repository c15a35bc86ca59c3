import type { CliCommand } from './command.ts';

/** A noun and its verbs, such as `region` with `new` and `list`: `commands/<noun>.ts`, and a file a verb in `commands/<noun>/`. */
export interface CommandGroup {
  readonly name: string;
  readonly description: string;
  /** Every verb, in the order of `atoll <noun> --help`: one line each. */
  readonly commands: readonly CliCommand[];
  /** Text behind the list of verbs; begins with `\nExamples:`. */
  readonly examples: string;
}

/** Makes one command of a noun's verbs. */
export function createGroup({ name, description, commands, examples }: CommandGroup): CliCommand {
  return {
    name,
    add(program, context, finish) {
      const group = program.command(name).description(description).addHelpText('after', examples);
      for (const command of commands) command.add(group, context, finish);
    },
  };
}
