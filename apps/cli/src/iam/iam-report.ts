import type { AccessCheck, AccessDelta, AccessFinding, AccessRole } from '@atoll/cloud';
import type { Problem } from '@atoll/core';

/** The roles of a region. */
export interface IamRoles {
  readonly region: string;
  readonly roles: readonly AccessRole[];
}

/** What changes in what a region grants and needs. */
export interface IamDelta extends AccessDelta {
  readonly region: string;
  /** Revisions that were compared; `working tree` for files that are not committed. */
  readonly from: string;
  readonly to: string;
}

/** What is wrong with the roles of a region. */
export interface IamLint extends AccessCheck {
  readonly region: string;
  readonly findings: readonly AccessFinding[];
  /** What is wrong with its files; nothing was looked at then. */
  readonly problems: readonly Problem[];
}

/** What is wrong with the roles of regions. */
export interface IamLintReport {
  readonly regions: readonly IamLint[];
}
