import { type Command, Option } from 'commander';
import type { AgentFlags } from '../../agent/to-option-words.ts';
import type { CliCommand } from '../../command.ts';
import { type CliContext, type ExitCode, exitCodes } from '../../cli-context.ts';
import { addClusterOptions } from '../../cluster/cluster-options.ts';
import { GENERATOR_VERSION } from '../../generator-version.ts';

/** `atoll agent run`: the program of the Pod, with the kubeconfig of a person. */
export const runAgent: CliCommand = {
  name: 'run',
  add(program, context, finish) {
    const command = program
      .command('run')
      .description('Run the agent here, against a cluster of a kubeconfig, until Ctrl-C.')
      .option('--region <names>', 'regions to guard, with commas between')
      .addOption(
        new Option(
          '--mode <mode>',
          'look: compares and logs, and writes nothing; run: all that it does in a Pod (default: look)',
        ).choices(['look', 'run']),
      )
      .addOption(
        new Option(
          '--scope <scope>',
          "region: the region's own half; control-plane: the control halves (default: region)",
        ).choices(['region', 'control-plane']),
      )
      .addHelpText('after', EXAMPLES);
    addRarerOptions(addClusterOptions(command)).action(async (flags: AgentFlags) =>
      finish(await runCommand(flags, command, context)),
    );
  },
};

const EXAMPLES = `
It is the program of docs/how-to/install-the-agent.md. Whatever no option says is taken from the variables ATOLL_… that the Pod
has too. Its log goes to standard output, one JSON object a line. With --mode run it stands for the Lease beside the agent that
is installed, and needs the same rights.

Examples:
  atoll agent run --region aws-us-east-1 --context us-1
  atoll agent run --region aws-us-east-1 --context us-1 --deploy-repository ../deploy.git --log-level warn
  atoll agent run --scope control-plane --context control --mode run --access remediating

Exit codes: 0 stopped by a signal, 1 it cannot start, 64 wrong usage.`;

function addRarerOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--access <access>', 'remediating: it may also dry-run an apply, and heal').choices([
        'read-only',
        'remediating',
      ]),
    )
    .option('--namespace <name>', 'namespace of its Lease and DriftRecords (default: atoll-system)')
    .option(
      '--deploy-repository <url|path>',
      'deploy repository as it is reached from here (default: the rendered one)',
    )
    .option('--git-folder <folder>', 'folder with the files username and password of the deploy repository')
    .option('--data <folder>', 'folder that it may fill (default: ~/.cache/atoll/agent)')
    .option('--identity <name>', 'who it is, in the Lease and in the Region (default: <user>@<host>)')
    .option('--host <address>', 'address of /healthz, /readyz and /metrics (default: 127.0.0.1)')
    .option('--health-port <port>', 'their port (default: any free one, which the log tells)')
    .addOption(
      new Option('--log-level <level>', 'least that is logged').choices(['info', 'warn', 'error', 'silent']),
    );
}

async function runCommand(
  flags: AgentFlags,
  command: Command,
  { environment }: CliContext,
): Promise<ExitCode> {
  // The agent loads in half a second, which no other command must pay for.
  const { AgentError, parseAgentOptions, startAgent } = await import('@atoll/agent-run');
  const { toOptionWords } = await import('../../agent/to-option-words.ts');
  const { catchStopSignals } = await import('../../watch/stop-signal.ts');
  const stop = catchStopSignals(() => undefined);
  try {
    const options = parseAgentOptions(toOptionWords(flags, environment), GENERATOR_VERSION);
    const agent = await startAgent(options, { stop: stop.signal, environment });
    await agent.ended;
    return exitCodes.ok;
  } catch (error) {
    if (error instanceof AgentError && error.code === 'ERR_AGENT_OPTIONS')
      return command.error(`error: ${error.message}`);
    throw error;
  } finally {
    stop.dispose();
  }
}
