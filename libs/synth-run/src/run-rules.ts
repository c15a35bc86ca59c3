import type { LoadedRegion } from '@atoll/synth';
import type { GrantChanges, GrantVerdict } from './grants-only/grant-changes.ts';
import type { LoadedFleet } from './load-fleet.ts';
import type { OpenedRun } from './opened-run.ts';
import type { StandingRegion } from './standing-region.ts';

/** Why something keeps its last rendering although its configuration would change it. */
export interface Hold {
  /**
   * `frozen`: a freeze is in force; `newer-source`: it was published from a newer commit of the configuration, which has
   * this change or another; `conflict`: both sides changed it; `unknown-source`: this clone cannot tell which is newer.
   */
  readonly reason: 'frozen' | 'newer-source' | 'conflict' | 'unknown-source';
  /** What a person is told: why, and what to do. */
  readonly message: string;
}

/** The half of a region that belongs into a repository of its own. */
export interface OwnHalf {
  readonly region: LoadedRegion;
  /** What grants change of the half that stands there; absent: the whole half is rendered. */
  readonly grants?: GrantChanges;
}

/** What a run may write, and where; a plain synth may write everything into one repository. */
export interface RunRules {
  /**
   * What is known of the branches: nobody else writes (`follow-main`), so that they move with what changes; they stand
   * where the last run left them (`unmoved`), or may stand anywhere (`unknown`), and are compared with main and healed.
   */
  readonly branches: 'follow-main' | 'unmoved' | 'unknown';
  /** What a person should know, whatever the run does. */
  readonly notices: readonly string[];
  /** Regions that must not change in this run. */
  readonly holds: ReadonlyMap<string, Hold>;
  /** Gives why a control cluster must not change in this run. */
  holdCluster(cluster: string, regions: readonly string[]): Hold | undefined;
  /** Tells whether the region's own half belongs into another repository. */
  hasOwnRepository(region: LoadedRegion): boolean;
  /**
   * Brings own halves to their repositories, after everything was rendered and before this repository is committed to.
   *
   * @returns the regions whose half could not be brought there; they are tried again by the next run
   */
  publishOwnHalves(halves: readonly OwnHalf[]): Promise<ReadonlySet<string>>;
  /** Renders what grants alone change of a region that keeps its last rendering otherwise. */
  renderGrants(region: string, standing: StandingRegion): Promise<GrantVerdict>;
}

/** Works out the rules of a run once its configuration was read; it may refuse the run as a whole by throwing. */
export type PlanRules = (opened: OpenedRun, fleet: LoadedFleet) => Promise<RunRules>;

/** The rules of a plain synth: nothing is held, and both halves stand in one repository. */
export function freeRules(): RunRules {
  return {
    branches: 'follow-main',
    notices: [],
    holds: new Map(),
    holdCluster: () => undefined,
    hasOwnRepository: () => false,
    publishOwnHalves: () => Promise.resolve(new Set()),
    renderGrants: () => Promise.resolve(undefined),
  };
}
