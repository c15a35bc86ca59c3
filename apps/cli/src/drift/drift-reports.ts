import type { DriftEntry } from './drift-entry.ts';

/** Drift of the regions whose agents write to one cluster. */
export interface DriftListReport {
  /** Address of the cluster's API server. */
  readonly server: string;
  /** By region, the oldest drift first. */
  readonly records: readonly DriftEntry[];
  /** Records that are drifted, and nobody said that they may be. */
  readonly open: number;
}

/** What somebody decided about a drift. */
export interface DriftDecisionReport {
  readonly record: string;
  readonly decision: 'acknowledged' | 'ignored' | 'heal-requested' | 'refused';
  readonly by: string;
  /** RFC 3339. */
  readonly at: string;
  /** What comes of it, or why nothing does; a sentence. */
  readonly message: string;
}
