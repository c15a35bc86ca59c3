import type { CliCommand } from '../command.ts';
import { type CliContext, type ExitCode, exitCodes } from '../cli-context.ts';
import { addOutputOption, type OutputFormat } from '../output-option.ts';

/** `atoll explain <field>`: meaning, default, source sentence and effect of a field. */
export const explain: CliCommand = {
  name: 'explain',
  add(program, context, finish) {
    const command = program
      .command('explain')
      .argument(
        '[field]',
        'path such as spec.persistence.size, organization.spec.deploy or observed.spec.aws',
        'region',
      )
      .description(
        'Say what a field of the configuration means, its default, where that comes from and what it does.',
      )
      .addHelpText(
        'after',
        '\nExamples:\n  atoll explain spec\n  atoll explain spec.persistence.size\n  atoll explain spec.aws.privateConnections',
      );
    addOutputOption(command).action(async (field: string, { output }: { readonly output: OutputFormat }) =>
      finish(await runCommand(field, output, context)),
    );
  },
};

async function runCommand(field: string, output: OutputFormat, { stdout }: CliContext): Promise<ExitCode> {
  // The clouds and cdk8s load in half a second, which help and version must not pay for.
  const { clouds } = await import('@atoll/synth');
  const { explainField, renderExplanation } = await import('@atoll/region-config');
  const schemas = clouds.map((cloud) => cloud.schemas);
  const explanation = explainField(schemas, field);
  stdout.write(output === 'json' ? `${JSON.stringify(explanation)}\n` : renderExplanation(explanation));
  return exitCodes.ok;
}
