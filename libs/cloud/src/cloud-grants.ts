import type { AccessGrantSpan, Region } from '@atoll/region-model';

/** How the holder of a grant comes in, and how anybody finds out what was done with it. */
export interface CloudGrants<Of = Region> {
  /** Gives the command with which the subject takes up the role, one line. */
  entryOf(grant: AccessGrantSpan, region: Of): string;
  /**
   * Gives the commands that ask the cloud's own audit log what was done with a grant: Git knows only who was let in.
   *
   * @param until instant behind the last possible act, ISO 8601 in UTC
   */
  auditOf(grant: AccessGrantSpan, region: Of, until: string): readonly string[];
}
