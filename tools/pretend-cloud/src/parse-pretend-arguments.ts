import { parseArgs } from 'node:util';

import { PretendCloudError } from './pretend-cloud-error.ts';
import type { PretendCloudOptions } from './start-pretend-cloud.ts';

/** Text of `--help`. */
export const PRETEND_USAGE = `Plays Crossplane's providers on an API server until Ctrl-C. There is no cloud behind it.

  node tools/pretend-cloud/src/main.ts --kubeconfig <file> --namespace <name>... [--resource <plural>.<group>]...

  --kubeconfig <file>    with a client certificate in it, as \`npm run cluster\` writes it
  --namespace <name>     where the managed resources are (may be given more than once)
  --resource <name>      such as vpcs.ec2.aws.m.upbound.io; without it all kinds that Crossplane calls managed
  --latency-ms <number>  from a creation until the resource is available (100)
  --poll-ms <number>     between two looks for drift (600000)
`;

/** What the command line asks for. */
export type PretendCommand =
  | { readonly name: 'help' }
  | { readonly name: 'start'; readonly options: PretendCloudOptions };

/**
 * Reads the arguments after the script's name.
 *
 * @throws PretendCloudError `ERR_PRETEND_ARGUMENTS` that names the argument
 */
export function parsePretendArguments(args: readonly string[]): PretendCommand {
  const values = parseStrictly(args);
  if (values.help === true) return { name: 'help' };
  const { kubeconfig, namespace, resource } = values;
  if (kubeconfig === undefined || namespace === undefined) {
    throw new PretendCloudError(
      'ERR_PRETEND_ARGUMENTS',
      '--kubeconfig and --namespace are needed; see --help',
    );
  }
  const latencyMs = parseMs('--latency-ms', values['latency-ms']);
  const pollMs = parseMs('--poll-ms', values['poll-ms']);
  const pace = {
    ...(latencyMs === undefined ? {} : { latencyMs }),
    ...(pollMs === undefined ? {} : { pollMs }),
  };
  const resources = resource === undefined ? {} : { resources: resource };
  return { name: 'start', options: { kubeconfig, namespaces: namespace, pace, ...resources } };
}

function parseMs(option: string, word: string | undefined): number | undefined {
  if (word === undefined) return undefined;
  if (/^\d{1,9}$/.test(word)) return Number(word);
  const message = `${option} ${JSON.stringify(word)} is not a whole number of milliseconds`;
  throw new PretendCloudError('ERR_PRETEND_ARGUMENTS', message);
}

function parseStrictly(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        kubeconfig: { type: 'string' },
        namespace: { type: 'string', multiple: true },
        resource: { type: 'string', multiple: true },
        'latency-ms': { type: 'string' },
        'poll-ms': { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (cause) {
    const message = `${(cause as Error).message}; see --help`;
    throw new PretendCloudError('ERR_PRETEND_ARGUMENTS', message, { cause });
  }
}
