import type { GeneratorCallback, Tree } from '@nx/devkit';
import { type Names, parseName, sayNext, writeNewFiles } from '../new-file.ts';

/** Options of `nx g command`. */
export interface CommandOptions {
  readonly name: string;
}

/** Writes `apps/cli/src/commands/<name>.ts` and `apps/cli/e2e/<name>.e2e.ts`. */
export default async function command(tree: Tree, options: CommandOptions): Promise<GeneratorCallback> {
  const names = parseName('Command', options.name);
  writeNewFiles(tree, {
    [`apps/cli/src/commands/${names.kebab}.ts`]: renderCommand(names),
    [`apps/cli/e2e/${names.kebab}.e2e.ts`]: renderTest(names),
  });
  return sayNext(
    `1. In apps/cli/src/commands.ts add ${names.camel} to the list, and above it`,
    `     import { ${names.camel} } from './commands/${names.kebab}.ts';`,
    `2. In apps/cli/src/commands/${names.kebab}.ts say what the command does, and do it.`,
    '3. npm test',
  );
}

function renderCommand({ kebab, camel }: Names): string {
  return `import { exitCodes } from '../cli-context.ts';
import type { CliCommand } from '../command.ts';

/** \`atoll ${kebab}\`: prints the folder that it works on, until it does more. */
export const ${camel}: CliCommand = {
  name: '${kebab}',
  add(program, { root, stdout }, finish) {
    program
      .command('${kebab}')
      .description('Print the folder of the config repository.')
      .addHelpText('after', '\\nExamples:\\n  atoll ${kebab}')
      .action(() => {
        stdout.write(\`\${root}\\n\`);
        finish(exitCodes.ok);
      });
  },
};
`;
}

function renderTest({ kebab }: Names): string {
  return `import { describe, expect, it } from 'vitest';
import { createTemporaryRepo } from './testing/temporary-repo.ts';

describe('atoll ${kebab}', () => {
  it('prints the folder of the config repository', async () => {
    using repo = createTemporaryRepo();

    const run = await repo.run(['${kebab}'], { cwd: 'regions' });

    expect(run).toStrictEqual({ code: 0, stdout: \`\${repo.root}\\n\`, stderr: '' });
  });
});
`;
}
