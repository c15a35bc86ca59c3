import { parseArgs } from 'node:util';

import { ClusterError } from './cluster-error.ts';

/** What the command line asks for. */
export type ClusterCommand =
  | { readonly name: 'help' }
  | { readonly name: 'build' }
  | { readonly name: 'start'; readonly crdFolders: readonly string[]; readonly dataDir?: string };

/** Text of `--help`. */
export const CLUSTER_USAGE = `Starts a real etcd and kube-apiserver on 127.0.0.1 and keeps them until Ctrl-C.

  node tools/cluster/src/main.ts [--crds <folder>]... [--keep <folder>]
  node tools/cluster/src/main.ts build

  --crds <folder>   serve the CustomResourceDefinitions of this folder (may be given more than once)
  --keep <folder>   keep the data there and go on with it next time; without it everything is thrown away
  build             only make sure that the programs are there: built once from pinned Go modules
`;

/**
 * Reads the arguments after the script's name.
 *
 * @throws ClusterError `ERR_CLUSTER_ARGUMENTS` that names the argument
 */
export function parseClusterArguments(args: readonly string[]): ClusterCommand {
  const { values, positionals } = parseStrictly(args);
  if (values.help === true) return { name: 'help' };
  const [word, ...rest] = positionals;
  const isBuild =
    word === 'build' && rest.length === 0 && values.crds === undefined && values.keep === undefined;
  if (isBuild) return { name: 'build' };
  if (word !== undefined) {
    const message = `unexpected argument ${JSON.stringify(word)}: only "build", alone, is known; see --help`;
    throw new ClusterError('ERR_CLUSTER_ARGUMENTS', message);
  }
  const dataDir = values.keep === undefined ? {} : { dataDir: values.keep };
  return { name: 'start', crdFolders: values.crds ?? [], ...dataDir };
}

function parseStrictly(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        crds: { type: 'string', multiple: true },
        keep: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (cause) {
    throw new ClusterError('ERR_CLUSTER_ARGUMENTS', `${(cause as Error).message}; see --help`, { cause });
  }
}
