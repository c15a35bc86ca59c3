import type { NameClaim } from '@atoll/cloud';

/** A place in a configuration file. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/**
 * What the rest of the fleet has to know of a region: plain JSON, so that it can be kept between runs.
 *
 * Collisions and control clusters are worked out from facts alone; a region that did not change is not read again.
 */
export interface RegionFacts {
  readonly name: string;
  /** File that says it, relative to the config repository. */
  readonly file: string;
  readonly cloud: string;
  readonly account: string;
  readonly controlCluster: string;
  readonly cidr: string;
  readonly cidrPlace: Place;
  readonly namePlace: Place;
  readonly claims: readonly NameClaim[];
}
