import { createGit, type Git } from './git.ts';
import type { Environment } from './git-environment.ts';
import { feedGit } from './git-stream.ts';

/** Reading needs no name; Git wants one all the same. */
const READER = { name: 'Atoll', email: 'atoll@localhost' };

/** Folders whose last change is looked for. */
export interface ChangeSearch {
  readonly name: string;
  /** Such as `control-plane/x`; they need not stand there any more. */
  readonly folders: readonly string[];
  /** Branch that moves with the folders, as far as it is there: mostly it is the answer. */
  readonly tip: string | undefined;
}

/** Where changes are looked for. */
export interface SearchedRepo {
  /** A bare repository. */
  readonly gitDir: string;
  /** Commit from which the history is walked. */
  readonly head: string;
}

/**
 * Gives the commit that changed the folders last, their removal included, by name; none for folders that never stood.
 *
 * A branch that was lost and set again may stand at a commit that changed other folders; only then the history is walked.
 */
export async function readLastChanges(
  { gitDir, head }: SearchedRepo,
  searches: readonly ChangeSearch[],
  environment: Environment,
): Promise<ReadonlyMap<string, string>> {
  const git = createGit({ path: gitDir, gitDir }, READER, environment);
  const ids = await readIds(
    git,
    searches.flatMap((search) => listNames(search, head)),
  );
  const found = new Map<string, string>();
  for (const search of searches) {
    const commit = await findChange(git, { search, ids, head });
    if (commit !== undefined) found.set(search.name, commit);
  }
  return found;
}

interface Lookup {
  readonly search: ChangeSearch;
  readonly ids: ReadonlyMap<string, string>;
  readonly head: string;
}

async function findChange(git: Git, { search, ids, head }: Lookup): Promise<string | undefined> {
  const { tip, folders } = search;
  const stands = folders.some((folder) => ids.has(`${head}:${folder}`));
  const isTipIt =
    tip !== undefined &&
    folders.some((folder) => ids.get(`${tip}:${folder}`) !== ids.get(`${tip}^:${folder}`));
  if (stands && isTipIt) return tip;
  if (!stands && tip === undefined) return undefined;
  const args = [
    '--literal-pathspecs',
    'log',
    '-1',
    '--no-show-signature',
    '--format=%H',
    head,
    '--',
    ...folders,
  ];
  return (await git.run(args)).trim() || undefined;
}

function listNames({ folders, tip }: ChangeSearch, head: string): readonly string[] {
  const commits = tip === undefined ? [head] : [head, tip, `${tip}^`];
  return folders.flatMap((folder) => commits.map((commit) => `${commit}:${folder}`));
}

/** Gives the id of each tree that is there. */
async function readIds(git: Git, names: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (names.length === 0) return new Map();
  const input = names.map((name) => `${name}\n`).join('');
  const printed = await feedGit(git, ['cat-file', '--batch-check=%(objectname)'], { input });
  const lines = printed.split('\n');
  return new Map(
    names.flatMap((name, at) => {
      const line = lines[at] ?? '';
      return line.endsWith(' missing') ? [] : [[name, line] as const];
    }),
  );
}
