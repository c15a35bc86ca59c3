import type { AuditAction, auditActions } from './audit-actions.ts';

/** What a detail may hold: one flat value, a text of at most 1 KiB. */
export type SafeDetailValue = string | number | boolean | null;

/** Detail of a record: only the keys that {@link auditActions} allows for its action. */
export type SafeDetail<Action extends AuditAction = AuditAction> = Readonly<
  Partial<Record<(typeof auditActions)[Action][number], SafeDetailValue>>
>;

/** How an act ended. `denied` was refused before anything was done; `failed` may have been done in part. */
export const auditOutcomes = ['done', 'failed', 'denied'] as const;

/** How an act ended. */
export type AuditOutcome = (typeof auditOutcomes)[number];

/** What whoever acts says about the act. */
export interface AuditEntry<Action extends AuditAction = AuditAction> {
  /** RFC 3339 in UTC with milliseconds, as `Date.prototype.toISOString` gives it. */
  readonly at: string;
  /** Who acted, with the kind first: `user:alice@example.org`, `agent:atoll-agent-0`. */
  readonly actor: string;
  readonly action: Action;
  /** What it was done to, such as `apps/Deployment/shop/cart`. */
  readonly subject: string;
  readonly outcome: AuditOutcome;
  readonly detail: SafeDetail<Action>;
}

/** One link of the chain. */
export interface AuditRecord {
  /** 1 for the first. */
  readonly sequence: number;
  readonly at: string;
  readonly actor: string;
  readonly action: AuditAction;
  readonly region: string;
  readonly subject: string;
  readonly outcome: AuditOutcome;
  readonly detail: Readonly<Record<string, SafeDetailValue>>;
  /** `hash` of the record before; of the first one the digest of the origin. */
  readonly previous: string;
  /** SHA-256 of the canonical JSON of everything else, in lower-case hex. */
  readonly hash: string;
}

/** Whose chain it is; the first link is made of it, so that no chain can be passed off as another's. */
export interface AuditOrigin {
  readonly region: string;
  readonly half: 'control-plane' | 'region';
}

/** The last link; whoever knows it notices a tail that was cut off. */
export interface AuditHead {
  /** 0 for an empty chain. */
  readonly sequence: number;
  readonly hash: string;
}

/** One stored line and where it stands, such as `2026-11.jsonl:7`. */
export interface AuditLine {
  readonly place: string;
  /** Without the line break. */
  readonly text: string;
}
