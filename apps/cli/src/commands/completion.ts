import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Command as CompletionCommand, RootCommand } from '@bomb.sh/tab';
import addCompletion from '@bomb.sh/tab/commander';
import type { CliCommand } from '../command.ts';

/** `atoll completion <shell>`: the script by which a shell completes commands, options and regions; the last command, since it looks at all others. */
export const completion: CliCommand = {
  name: 'completion',
  add(program, { root }) {
    const completions = addCompletion(program, { completionCommandName: 'completion' });
    for (const command of completions.commands.values()) completeRegions(command, root);
    const command = program.commands.find((candidate) => candidate.name() === 'completion');
    command?.description('Print the script by which a shell completes commands, options and regions.');
    command?.addHelpText('after', EXAMPLES);
  },
};

const EXAMPLES = `
Examples:
  atoll completion bash > ~/.local/share/bash-completion/completions/atoll
  source <(atoll completion zsh)
  atoll completion fish > ~/.config/fish/completions/atoll.fish`;

function completeRegions(command: CompletionCommand | RootCommand, root: string): void {
  const region = command.arguments.get('region');
  if (region === undefined) return;
  region.handler = (complete) => {
    for (const name of listRegions(root)) complete(name, '');
  };
}

/** Whoever presses the tab key wants names, not what is wrong with the folder. */
function listRegions(root: string): readonly string[] {
  try {
    const entries = readdirSync(join(root, 'regions'), { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory() && entry.name !== 'fleet').map(({ name }) => name);
  } catch {
    return [];
  }
}
