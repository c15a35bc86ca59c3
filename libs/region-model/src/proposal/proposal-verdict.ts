import type { ValueChange } from './value-changes.ts';

/** What becomes of a proposal. */
export type ProposalVerdict =
  /** It is merged. */
  | { readonly kind: 'merge'; readonly changes: readonly ValueChange[] }
  /** It waits for the region's maintenance window, which opens then. */
  | { readonly kind: 'defer'; readonly changes: readonly ValueChange[]; readonly until: Date }
  /** It waits for a person; the message says why. */
  | { readonly kind: 'wait'; readonly changes: readonly ValueChange[]; readonly message: string }
  | ProposalRefusal;

/** Why a proposal is not merged. */
export interface ProposalRefusal {
  readonly kind: 'refuse';
  /** `ERR_PROPOSAL_…` */
  readonly code: string;
  readonly message: string;
}

/** What is known of one change: at most one of the first two. */
export interface StandingChange {
  readonly refusal?: ProposalRefusal;
  /** Why a person has to decide. */
  readonly wait?: string;
  readonly isDisruptive?: boolean;
}

/** Makes a refusal. */
export function refuse(code: string, message: string): ProposalRefusal {
  return { kind: 'refuse', code, message };
}
