import type { Run } from '@atoll/deploy-repo';
import type { RestoredRegions } from './known-regions.ts';
import type { WrittenGrants } from './grants-only/write-grants.ts';
import type { LoadedFleet } from './load-fleet.ts';
import type { OpenedRun } from './opened-run.ts';
import type { RemovedRegions } from './remove-regions.ts';
import type { RunRules } from './run-rules.ts';
import type { StandingReader } from './standing-region.ts';
import type { WrittenRegions } from './write-regions.ts';

/** A run that has begun, with all that it works from. */
export interface BegunRun {
  readonly opened: OpenedRun;
  readonly restored: RestoredRegions;
  readonly standing: StandingReader;
  readonly fleet: LoadedFleet;
  readonly rules: RunRules;
  readonly run: Run;
}

/** Everything that the run handed to Git. */
export interface WrittenRun {
  readonly written: WrittenRegions;
  /** What was let through of regions that keep their last rendering otherwise. */
  readonly grants: WrittenGrants;
  readonly removed: RemovedRegions;
  /** Regions whose own half could not be brought to its repository. */
  readonly halved: ReadonlySet<string>;
}
