/** What the status of a region's managed resources tells of what it has to fulfil; absent: it does not tell yet. */
export interface CloudSmokeFacts {
  /** Zones of the subnets that stand. */
  readonly subnetZones?: readonly string[];
  readonly database?: {
    readonly class: string;
    readonly wantedClass: string;
    readonly isEncrypted: boolean;
    readonly isPublic: boolean;
    readonly backupRetentionDays: number;
  };
  /** Point to which the database can be restored; RFC 3339. */
  readonly latestRestorableTime?: string;
  /** Kinds of logs of the control plane that are kept. */
  readonly controlPlaneLogs?: readonly string[];
  readonly keys?: readonly {
    readonly name: string;
    readonly state: 'enabled' | 'disabled' | 'pendingDeletion' | 'unknown';
  }[];
}
