/** How the cloud keeps a key. */
export type KeyState = 'enabled' | 'disabled' | 'pendingDeletion' | 'unknown';

/** What smoke requirements look at, by name. Sizes and instants are what the cluster and the cloud say, not what was asked for. */
export interface SmokeFacts {
  /** Zones of the region's subnets. */
  readonly subnetZones: readonly string[];
  /** Nodes that are Ready. */
  readonly nodes: readonly {
    readonly name: string;
    readonly zone: string;
    readonly cpu: number;
    readonly memoryGib: number;
  }[];
  readonly database: {
    readonly class: string;
    readonly wantedClass: string;
    readonly isEncrypted: boolean;
    readonly isPublic: boolean;
    readonly backupRetentionDays: number;
  };
  /** Point to which the database can be restored now; RFC 3339. */
  readonly latestRestorableTime: string;
  readonly storageClasses: readonly {
    readonly name: string;
    readonly isDefault: boolean;
    readonly isEncrypted: boolean;
  }[];
  /** Names of the region and what they resolved to from inside it. */
  readonly dnsAnswers: readonly { readonly name: string; readonly addresses: readonly string[] }[];
  /** Images of the platform and whether a node could pull them. */
  readonly imagePulls: readonly {
    readonly image: string;
    readonly isPulled: boolean;
    readonly message: string;
  }[];
  /** Difference of each node's clock to that of the API server; positive: ahead. */
  readonly clockSkews: readonly { readonly node: string; readonly seconds: number }[];
  /** Limits of the account, and what the region may grow to need beyond what is used. */
  readonly quotas: readonly {
    readonly name: string;
    readonly limit: number;
    readonly used: number;
    readonly mayNeed: number;
  }[];
  readonly apiServer: { readonly isReachable: boolean; readonly message: string };
  /** Kinds of logs of the control plane that are kept: api, audit, authenticator. */
  readonly controlPlaneLogs: readonly string[];
  readonly keys: readonly { readonly name: string; readonly state: KeyState }[];
  /** End of the last backup of Kubernetes objects that succeeded; RFC 3339. */
  readonly lastKubernetesBackup: string;
}

/** A fact that was observed, or why it was not. */
export type SmokeReading<Value> =
  | { readonly state: 'known'; readonly value: Value }
  | { readonly state: 'unknown'; readonly why: string };

/** Everything that was observed; what is left out has not been observed yet. */
export type SmokeReadings = { readonly [Name in keyof SmokeFacts]?: SmokeReading<SmokeFacts[Name]> };
