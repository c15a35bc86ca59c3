import type { AccessGrantSpan, Region } from '@atoll/region-model';

/**
 * Who writes into the clusters under names that the cloud gives; the guard of what Atoll renders lets them in.
 *
 * A `*` at the end of a name stands for any rest; nobody else may be able to get a name that it takes in.
 */
export interface CloudUsers<Of = Region> {
  /** The cloud's own machinery in every cluster that it runs. */
  readonly system: readonly string[];
  /** Gives who writes into the region's own cluster: the control cluster, and the accounts of the region's components. */
  writersOf(region: Of): readonly string[];
  /** Gives the users that a grant's holder is, and nobody else. */
  usersOf(grant: AccessGrantSpan, region: Of): GrantUsers;
}

/** Names of one person in the clusters. */
export interface GrantUsers {
  /** In the region's own cluster: a session of the granted role. */
  readonly region: readonly string[];
  /** In a control cluster, where nothing is granted: whoever the subject is by itself. */
  readonly control: readonly string[];
}
