import { parseArgs } from 'node:util';

import { ClusterError } from './cluster-error.ts';
import { CLUSTER_LEVELS, type ClusterLevel } from './cluster-level.ts';

/** What the command line asks for. */
export type ClusterCommand =
  | { readonly name: 'help' }
  | { readonly name: 'build'; readonly level: ClusterLevel }
  | {
      readonly name: 'start';
      readonly level: ClusterLevel;
      readonly crdFolders: readonly string[];
      readonly repositories: Readonly<Record<string, string>>;
      readonly dataDir?: string;
    };

/** Text of `--help`. */
export const CLUSTER_USAGE = `Starts a real etcd and kube-apiserver on 127.0.0.1 and keeps them until Ctrl-C.

  node tools/cluster/src/main.ts [--crds <folder>]... [--keep <folder>] [--level <level>] [--repository <url>=<folder>]...
  node tools/cluster/src/main.ts build [--level <level>]

  --crds <folder>   serve the CustomResourceDefinitions of this folder (may be given more than once)
  --keep <folder>   keep the data there and go on with it next time; without it everything is thrown away
  --level <level>   api (default); controllers: with kube-controller-manager; flux: with kustomize-controller too
  --repository <url>=<folder>  level flux: the local bare repository that the url of a GitRepository means
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
  const level = parseLevel(values.level);
  const others = [values.crds, values.keep, values.repository];
  const isBuild = word === 'build' && rest.length === 0 && others.every((value) => value === undefined);
  if (isBuild) return { name: 'build', level };
  if (word !== undefined) {
    const message = `unexpected argument ${JSON.stringify(word)}: only "build", alone, is known; see --help`;
    throw new ClusterError('ERR_CLUSTER_ARGUMENTS', message);
  }
  const dataDir = values.keep === undefined ? {} : { dataDir: values.keep };
  const repositories = Object.fromEntries((values.repository ?? []).map(parseRepository));
  return { name: 'start', level, crdFolders: values.crds ?? [], repositories, ...dataDir };
}

function parseLevel(word = 'api'): ClusterLevel {
  const level = CLUSTER_LEVELS.find((each) => each === word);
  if (level !== undefined) return level;
  const message = `--level ${JSON.stringify(word)} is none of ${CLUSTER_LEVELS.join(', ')}`;
  throw new ClusterError('ERR_CLUSTER_ARGUMENTS', message);
}

function parseRepository(word: string): [string, string] {
  const border = word.lastIndexOf('=');
  if (border > 0 && border < word.length - 1) return [word.slice(0, border), word.slice(border + 1)];
  const message = `--repository ${JSON.stringify(word)} is not <url>=<folder of a bare repository>`;
  throw new ClusterError('ERR_CLUSTER_ARGUMENTS', message);
}

function parseStrictly(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        crds: { type: 'string', multiple: true },
        keep: { type: 'string' },
        level: { type: 'string' },
        repository: { type: 'string', multiple: true },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (cause) {
    throw new ClusterError('ERR_CLUSTER_ARGUMENTS', `${(cause as Error).message}; see --help`, { cause });
  }
}
