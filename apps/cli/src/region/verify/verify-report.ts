import type { MissingAction } from '@atoll/cloud';

/** What a verification of a region's rights found. */
export interface VerifyReport {
  readonly region: string;
  /** Against what: Atoll's documents, those that the owner exported, or the cloud itself. */
  readonly source: 'atoll' | 'documents' | 'cloud';
  /** Different needs that were looked at. */
  readonly checked: number;
  readonly missing: readonly MissingAction[];
  /** What could not be looked at, in words. */
  readonly notes: readonly string[];
}
