import type { HealClass } from '@atoll/agent-model';

/** One row of what healing costs. The first row that fits a change decides it. */
export interface HealRow {
  /** API group; empty for the core group, `*` for all. */
  readonly group: string;
  /** `*` for all kinds. */
  readonly kind: string;
  /** A field that is not as in Git, or an object that is gone or was made anew. */
  readonly on: 'change' | 'absence';
  /** With `change`: a path as in an ignore rule, and all below it. Absent: every field. */
  readonly path?: string;
  /** Only if the manifest in Git has this value at this field. */
  readonly where?: { readonly field: readonly string[]; readonly equals: unknown };
  readonly class: HealClass;
  /** What healing does, as the rest of a sentence that begins with "healing": `restarts the database`. */
  readonly reason: string;
}
