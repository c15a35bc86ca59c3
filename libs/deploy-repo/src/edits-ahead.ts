import { listAncestors } from './deploy-path.ts';
import type { Git } from './git.ts';
import { type EditSearch, findHandEdits, type FoundEdit, MOST_PATHSPECS } from './hand-edits.ts';

/** A look for edits by hand that goes on while the run renders. */
export interface EditsAhead {
  /** Gives what `findHandEdits` gives for the run's folders; those that nobody expected are looked through now. */
  find(search: EditSearch): Promise<FoundEdit[]>;
}

/** Starts to look through folders; none, or more than Git is quick with, are left to the end of the run. */
export function lookAhead(git: Git, expected: EditSearch): EditsAhead | undefined {
  const { folders } = expected;
  if (folders === 'all' || folders.length === 0 || folders.length > MOST_PATHSPECS) return undefined;
  const begun = findHandEdits(git, expected);
  // Whoever never asks, since the run failed before, must not end the process.
  begun.catch(() => undefined);
  const seen = new Set(folders);
  return {
    async find(search) {
      if (search.folders === 'all') return findHandEdits(git, search);
      const asked = new Set(search.folders);
      const rest = search.folders.filter((folder) => !seen.has(folder));
      const [early, late] = await Promise.all([begun, findHandEdits(git, { ...search, folders: rest })]);
      return [
        ...early.filter(({ path }) => listAncestors(path).some((folder) => asked.has(folder))),
        ...late,
      ];
    },
  };
}
