import type { Command } from 'commander';

/** Columns of the help texts on the page. */
const PAGE_WIDTH = 100;

/** Gives the reference page of a program: the help of every command, a heading each, in the order of `--help`. */
export function renderCliReference(program: Command): string {
  const commands = [program, ...listCommands(program)];
  const sections = commands.map((command) => `## ${nameOf(command)}\n\n\`\`\`\n${helpOf(command)}\n\`\`\`\n`);
  return [
    '# Commands',
    '',
    '<!-- Generated from the commands by `npm run docs`; change it there. -->',
    '',
    'What `-o json` prints is told by [cli-output.schema.json](../schemas/cli-output.schema.json).',
    '',
    ...sections,
  ].join('\n');
}

/** Gives the visible commands below a command, each before its own; `help` says what the page says. */
function listCommands(command: Command): readonly Command[] {
  const below = command.createHelp().visibleCommands(command);
  return below.filter((child) => child.name() !== 'help').flatMap((child) => [child, ...listCommands(child)]);
}

function nameOf(command: Command): string {
  return command.parent === null ? command.name() : `${nameOf(command.parent)} ${command.name()}`;
}

function helpOf(command: Command): string {
  const parts: string[] = [];
  command.configureOutput({
    writeOut: (text) => void parts.push(text),
    getOutHelpWidth: () => PAGE_WIDTH,
    getOutHasColors: () => false,
  });
  command.outputHelp();
  return parts.join('').trimEnd();
}
