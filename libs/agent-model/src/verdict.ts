import type { SafeValue } from './safe-value.ts';

/** What an object can be, seen from Git. `Unknown` is never taken for health. */
export const verdictClasses = [
  'InSync',
  'Modified',
  'Extra',
  'Missing',
  'Terminating',
  'Recreated',
  'Orphan',
  'Unknown',
] as const;

/** What an object is, seen from Git. */
export type VerdictClass = (typeof verdictClasses)[number];

/** Why a verdict is `Unknown`. */
export type UnknownReason = 'stale' | 'forbidden' | 'noCRD' | 'invalid' | 'noDesired';

/** Who wrote a field, as far as the API server knows. */
export interface Writer {
  readonly manager: string;
  readonly operation: 'Apply' | 'Update';
  readonly subresource?: string;
  /** RFC 3339, to the second; the API server leaves it out at times. */
  readonly time?: string;
  /** User name, where the cluster stamps it. */
  readonly user?: string;
}

/** One field that is not as Git has it. */
export interface DriftChange {
  /** JSON pointer in which a list item is named by its key: `/spec/template/spec/containers[name=app]/image`. */
  readonly path: string;
  readonly was: SafeValue;
  readonly is: SafeValue;
  /** Absent when nobody can tell: removals, forged or wiped managers. */
  readonly by?: Writer;
}

/** What comparing one object came to. */
export interface Verdict {
  readonly class: VerdictClass;
  /** Sorted by path; empty unless class is Modified, Extra or Recreated. */
  readonly changes: readonly DriftChange[];
  /** Only with class Unknown. */
  readonly reason?: UnknownReason;
  /** One sentence for a person: what is so, and where known since when and by whom. */
  readonly message: string;
}
