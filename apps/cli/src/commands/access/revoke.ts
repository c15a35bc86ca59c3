import type { RevokedAccess } from '../../access/revoke-access.ts';
import { addAtOption } from '../../at-option.ts';
import type { CliCommand } from '../../command.ts';
import { type CliContext, type ExitCode, exitCodes } from '../../cli-context.ts';
import { addOutputOption, type OutputFormat } from '../../output-option.ts';
import { printJson } from '../../print-json.ts';

interface RevokeCommandOptions {
  readonly at?: Date;
  readonly output: OutputFormat;
}

/** `atoll access revoke <region> <id>`: ends a grant before its time. */
export const accessRevoke: CliCommand = {
  name: 'revoke',
  add(program, context, finish) {
    const command = program
      .command('revoke')
      .argument('<region>', 'name of the region')
      .argument('<id>', 'name of the grant, as atoll access list has it')
      .description(
        'End a grant now; one that has not begun is deleted. The record stays, in the file or in Git.',
      )
      .addHelpText('after', EXAMPLES);
    addOutputOption(addAtOption(command)).action(
      async (region: string, id: string, options: RevokeCommandOptions) =>
        finish(await runCommand({ region, id }, options, context)),
    );
  },
};

const EXAMPLES = `
It takes effect when the change is merged and published, however late that is: in the cloud, open sessions end with the
publication. In the cluster, they go on until their own end, at most the role's longest session; only the limited
administrator's access policy goes with the publication. Deleting the file of a live grant does the same.
A freeze does not hold it back, nor does a region that cannot be rendered: what only grants change is published.

Examples:
  atoll access revoke aws-us-east-1 inc-42

Exit codes: 0 done, 1 no such grant, or it is over already, 64 wrong usage.`;

async function runCommand(
  grant: { readonly region: string; readonly id: string },
  { at, output }: RevokeCommandOptions,
  { root, stdout, now }: CliContext,
): Promise<ExitCode> {
  // The clouds and cdk8s load in half a second, which help and version must not pay for.
  const { revokeAccess } = await import('../../access/revoke-access.ts');
  const revoked = await revokeAccess({ root, ...grant, at: at ?? now() });
  if (output === 'json') printJson(stdout, 'access revoke', revoked);
  else stdout.write(renderText(revoked));
  return exitCodes.ok;
}

function renderText({ outcome, grant }: RevokedAccess): string {
  const { role, region, person, until, file } = grant;
  const what =
    outcome === 'ended'
      ? `Ended: ${person} has ${role} of ${region} until ${until}.\n  ${file} stays as the record.`
      : `Deleted: ${person} was to have ${role} of ${region} and never had it.\n  ${file} is gone; Git keeps the record.`;
  return `${what}\nNext: commit the change and get it merged; it takes effect with the next publish.\n`;
}
