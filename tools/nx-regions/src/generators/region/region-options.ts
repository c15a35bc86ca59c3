/** Options of `nx g region`. */
export interface RegionOptions {
  readonly name: string;
  readonly cloud: string;
  /** A number when it was typed as digits. */
  readonly account: string | number;
  readonly location: string;
  readonly cidr: string;
  readonly domain: string;
  /** Absent: a new random one. */
  readonly externalId?: string;
}
