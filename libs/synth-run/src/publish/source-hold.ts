import type { Hold } from '../run-rules.ts';
import { decideSource, type SourceComparison } from './decide-source.ts';

/** Hexadecimal digits of a commit that are shown. */
const SHORT_COMMIT = 12;

/** What a hold is explained with. */
export interface HeldPart {
  /** As `--take-over` wants it: a region, or `cluster/<name>`. */
  readonly name: string;
  /** Commit from which it was published. */
  readonly published: string;
  /** Folders of the configuration that count. */
  readonly folders: string;
}

/** Gives why a part must not be published from this checkout; undefined: it may. */
export function toSourceHold(comparison: SourceComparison, part: HeldPart): Hold | undefined {
  const verdict = decideSource(comparison);
  return verdict === 'write' ? undefined : { reason: verdict, message: explain(verdict, part) };
}

function explain(
  verdict: 'newer-source' | 'conflict' | 'unknown-source',
  { name, published, folders }: HeldPart,
): string {
  const commit = published.slice(0, SHORT_COMMIT);
  switch (verdict) {
    case 'newer-source':
      return `${name} was published from ${commit}, which this checkout does not have, and is not changed here since: left alone.`;
    case 'conflict':
      return `${name} was published from ${commit}, which this checkout does not have, and ${folders} changed here as well: git pull (merge both changes) and run again.`;
    case 'unknown-source':
      return `${name} was published from ${commit}, a commit that this clone does not know, so nobody can tell which is newer: git fetch (a shallow clone: git fetch --unshallow), and run again. If that commit is gone for good: --take-over ${name}.`;
  }
}
