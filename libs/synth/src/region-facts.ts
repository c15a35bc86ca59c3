/** Names that a region will hold in the cloud, each of which has to be unique in the scope. */
export interface ScopeClaims {
  /** Such as `aws account 111122223333` or `aws s3`. */
  readonly scope: string;
  readonly names: readonly string[];
  /** Field of region.yaml that says them; absent: they are made of the region's name. */
  readonly path?: string;
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
  readonly claims: readonly ScopeClaims[];
}
