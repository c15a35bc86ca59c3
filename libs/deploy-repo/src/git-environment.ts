import { devNull } from 'node:os';

/** Variables by name, as in `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Who stands as author and committer in every commit and reflog line. */
export interface GitIdentity {
  readonly name: string;
  readonly email: string;
}

/** Where the repository is; both absolute. */
export interface GitPlace {
  /** The work tree, for example `/home/me/fleet/deploy`; the repository itself, if it is bare. */
  readonly path: string;
  /** The repository inside it: `<path>/.git`; equal to `path` if it is bare. */
  readonly gitDir: string;
}

/** Settings that no user's configuration may change: they would alter bytes, run programs or start a `gc`. */
export const GIT_SETTINGS: readonly string[] = [
  `core.hooksPath=${devNull}`,
  `core.attributesFile=${devNull}`,
  'core.autocrlf=false',
  'core.safecrlf=false',
  'core.fileMode=false',
  'core.fsmonitor=false',
  'core.quotePath=false',
  'core.sparseCheckout=false',
  'core.splitIndex=false',
  'gc.auto=0',
  'i18n.commitEncoding=UTF-8',
  'index.version=4',
  'maintenance.auto=false',
];

/** Variables besides `GIT_*` that steer Git towards other programs; simple-git refuses them too. */
const STEERING_VARIABLES = new Set(['EDITOR', 'PAGER', 'PREFIX', 'SSH_ASKPASS', 'VISUAL']);

/** Gives the environment of every Git process: the caller's without anything that steers Git, plus place, identity and language. */
export function toGitEnvironment(
  inherited: Environment,
  place: GitPlace,
  identity: GitIdentity,
): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(inherited)) {
    if (value !== undefined && !isSteering(name)) {
      kept[name] = value;
    }
  }
  return {
    ...kept,
    LC_ALL: 'C',
    GIT_DIR: place.gitDir,
    // A bare repository has none, and Git would take any folder named here for one.
    ...(place.path === place.gitDir ? {} : { GIT_WORK_TREE: place.path }),
    GIT_AUTHOR_NAME: identity.name,
    GIT_AUTHOR_EMAIL: identity.email,
    GIT_COMMITTER_NAME: identity.name,
    GIT_COMMITTER_EMAIL: identity.email,
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
  };
}

function isSteering(name: string): boolean {
  const upper = name.toUpperCase();
  return upper.startsWith('GIT_') || STEERING_VARIABLES.has(upper);
}
