import type { Problem } from '@atoll/core';
import type { GrantEntry } from './grant-entry.ts';

/** One change of a grant's file on the checked-out branch. Names and subjects are what somebody wrote. */
export interface GrantChange {
  readonly kind: 'added' | 'changed' | 'deleted';
  readonly commit: string;
  /** When it reached the branch, ISO 8601 in UTC. */
  readonly at: string;
  /** Who wrote it, `name <address>`. */
  readonly writtenBy: string;
  /** Who brought it to the branch, `name <address>`. */
  readonly broughtBy: string;
  /** First line of the commit's message. */
  readonly subject: string;
  /** End of the grant behind the change; null where it is deleted, or the file was broken. */
  readonly until: string | null;
}

/** A grant as the record has it. */
export interface ReportedGrant extends Omit<GrantEntry, 'state'> {
  /** `withdrawn`: it was revoked before it began, or came too late: nobody ever had it. */
  readonly state: GrantEntry['state'] | 'withdrawn';
  /** Instant from which it was in force: its begin, or its commit if that was later; null if it never was. */
  readonly startedAt: string | null;
  /** Instant at which it was in force no more, or will be; null if it never was. */
  readonly endedAt: string | null;
  /** Whether the file stands in the folder. */
  readonly isPresent: boolean;
  /** Whether the file is in Git as it stands in the folder. */
  readonly isCommitted: boolean;
  /** From the oldest to the newest; empty where Git knows nothing of it. */
  readonly changes: readonly GrantChange[];
  /** Commands that ask the cloud's own audit log what was done with it; empty where it never was in force. */
  readonly audit: readonly string[];
}

/** Who had what, when, why and approved by whom. */
export interface AccessReport {
  /** Instant that the states are of, ISO 8601 in UTC. */
  readonly at: string;
  /** Begin of the window that was asked for; null: since ever. */
  readonly from: string | null;
  /** First instant behind the window; null: for ever. */
  readonly to: string | null;
  /** Regions that were asked for; empty: all. */
  readonly regions: readonly string[];
  /** What Git could tell: `complete`, `shallow` (older changes are missing from this clone) or `none` (no repository). */
  readonly history: 'complete' | 'shallow' | 'none';
  /** By begin, then region and name. */
  readonly grants: readonly ReportedGrant[];
  /** Files that are broken; grants in them may be missing above. */
  readonly problems: readonly Problem[];
  /** What the report cannot know. */
  readonly notes: readonly string[];
}
