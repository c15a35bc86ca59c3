import type { Command } from 'commander';

/** The command that explains another one. */
const HELP = 'help';

/**
 * Gives `region new --help` for `help region new`: the parser takes a single word behind `help`.
 *
 * Words behind one that names no command are kept, so that a slip is told as it is anywhere else.
 */
export function toHelpWords(words: readonly string[], program: Command): readonly string[] {
  const [first, ...names] = words;
  if (first !== HELP || names.length < 2) return words;
  let command = program;
  for (const name of names) {
    const below = command.commands.find((each) => each.name() === name);
    if (below === undefined) return command === program || command.commands.length === 0 ? words : names;
    command = below;
  }
  return [...names, '--help'];
}
