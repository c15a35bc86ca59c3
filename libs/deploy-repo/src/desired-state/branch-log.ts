import type { DesiredBranch } from './desired-state.ts';

/** What a fetch has found of a branch. */
export interface BranchFinding {
  /** Where the remote's branch stands; undefined: there is none. */
  readonly revision: string | undefined;
  /** Whether the commit before is not in its history. */
  readonly isRewritten: boolean;
}

/** Keeps what is known of each branch. */
export class BranchLog {
  readonly #branches: Map<string, DesiredBranch>;

  /** @param known where branches stood when the mirror was opened */
  constructor(names: readonly string[], known: (name: string) => string | undefined) {
    const begin = { state: 'unknown', since: undefined, rewrite: undefined } as const;
    this.#branches = new Map(names.map((name) => [name, { name, revision: known(name), ...begin }]));
  }

  list(): readonly DesiredBranch[] {
    return [...this.#branches.values()];
  }

  revision(name: string): string | undefined {
    return this.#branches.get(name)?.revision;
  }

  /** Notes what was found; the last revision of a branch that is gone stays. */
  note(name: string, { revision, isRewritten }: BranchFinding, at: Date): void {
    const before = this.#branches.get(name);
    if (before === undefined) return;
    const state = revision === undefined ? 'absent' : 'present';
    const rewrite =
      isRewritten && before.revision !== undefined && revision !== undefined
        ? { from: before.revision, to: revision, at }
        : before.rewrite;
    this.#branches.set(name, {
      name,
      revision: revision ?? before.revision,
      state,
      since: state === before.state ? before.since : at,
      rewrite,
    });
  }
}
