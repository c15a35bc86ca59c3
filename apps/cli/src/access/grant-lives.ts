import type { FileChange } from '@atoll/deploy-repo';
import type { ParsedGrant } from './grant-entry.ts';

/** Reads the text of a grant; undefined where it is broken. */
export type ReadGrant = (path: string, text: string) => ParsedGrant | undefined;

/** A span of instants, in milliseconds; the end is not in it. */
export interface Span {
  readonly from: number;
  readonly until: number;
}

/** A grant's file from its making to its deletion: a name may be taken again, and is then another grant. */
export interface GrantLife {
  readonly file: string;
  readonly changes: readonly FileChange[];
  /** The grant behind each change; undefined where it is deleted, or broken. */
  readonly versions: readonly (ParsedGrant | undefined)[];
  /** The grant as it was last readable. */
  readonly grant: ParsedGrant;
  /** Instants in which it was in force, as far as Git tells; undefined: none. */
  readonly inForce: Span | undefined;
  readonly isDeleted: boolean;
}

/** Gives the lives that the history of files tells, those of which no version can be read left out. */
export function listLives(changes: readonly FileChange[], read: ReadGrant): readonly GrantLife[] {
  const byFile = Map.groupBy(changes, ({ path }) => path);
  return [...byFile].flatMap(([file, own]) =>
    splitLives(own).flatMap((life) => {
      const found = toLife(file, life, read);
      return found === undefined ? [] : [found];
    }),
  );
}

function splitLives(changes: readonly FileChange[]): readonly (readonly FileChange[])[] {
  const lives: FileChange[][] = [];
  let current: FileChange[] | undefined;
  for (const change of changes) {
    if (current === undefined) lives.push((current = []));
    current.push(change);
    if (change.kind === 'deleted') current = undefined;
  }
  return lives;
}

function toLife(file: string, changes: readonly FileChange[], read: ReadGrant): GrantLife | undefined {
  const versions = changes.map(({ path, text }) => (text === undefined ? undefined : read(path, text)));
  const grant = versions.findLast((version) => version !== undefined);
  if (grant === undefined) return undefined;
  const isDeleted = changes.at(-1)?.kind === 'deleted';
  return { file, changes, versions, grant, inForce: spanOf(changes, versions), isDeleted };
}

/**
 * A version is in force from its commit to the next one: what a commit ends had lasted until then, whatever it says.
 *
 * A broken version keeps what stood before it in force, since its region keeps its last rendering.
 */
function spanOf(
  changes: readonly FileChange[],
  versions: readonly (ParsedGrant | undefined)[],
): Span | undefined {
  const spans: Span[] = [];
  let inForce: ParsedGrant | undefined;
  for (const [index, change] of changes.entries()) {
    inForce = change.kind === 'deleted' ? undefined : (versions[index] ?? inForce);
    const next = changes[index + 1];
    const span = inForce && cut(inForce, Date.parse(change.at), next && Date.parse(next.at));
    if (span !== undefined) spans.push(span);
  }
  if (spans.length === 0) return undefined;
  return {
    from: Math.min(...spans.map(({ from }) => from)),
    until: Math.max(...spans.map(({ until }) => until)),
  };
}

/** Gives the part of a grant's span between two instants; undefined: none. */
function cut({ config }: ParsedGrant, since: number, to = Number.POSITIVE_INFINITY): Span | undefined {
  const from = Math.max(Date.parse(config.spec.from), since);
  const until = Math.min(Date.parse(config.spec.until), to);
  return from < until ? { from, until } : undefined;
}
