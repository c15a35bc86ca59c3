import type { NetworkPlan } from './network-plan.ts';
import type { NodeLimit } from './node-limit.ts';
import type { DatabaseSize } from './database-size.ts';
import type { RegionNames } from './names.ts';
import type { NodeSize } from './node-size.ts';

/** A weekly window in UTC. */
export interface Window {
  readonly day: 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun';
  /** `hh:mm`. */
  readonly start: string;
  readonly minutes: number;
}

/** How Flux reaches the rendered manifests of a region. */
export interface DeploySource {
  /** Git URL that the control cluster pulls. */
  readonly repository: string;
  /** Git URL that the region's cluster pulls; differs where the region has a repository of its own. */
  readonly regionRepository: string;
  /** Branch that moves only with this region, `region/<name>`. */
  readonly branch: string;
  readonly secretName: string | undefined;
  readonly intervalMinutes: number;
}

/**
 * A region as the constructs see it: defaults applied, names and networks worked out, no clock and no I/O.
 *
 * `cloudSpec`, `cloudOrganization` and `cloudObserved` are the blocks that the region's cloud has validated with its own
 * schemas; `cloudObserved` is undefined until something was observed.
 */
export interface Region<CloudSpec = unknown, CloudOrganization = unknown, CloudObserved = unknown> {
  readonly name: string;
  readonly organization: string;
  readonly cloud: string;
  readonly location: string;
  readonly controlCluster: string;
  readonly bootstrap: 'automatic' | 'manual';
  /** Namespace of the control half, `region-<name>`. */
  readonly namespace: string;
  readonly names: RegionNames;
  /** Tags on every cloud resource. */
  readonly tags: Readonly<Record<string, string>>;
  readonly network: NetworkPlan;
  readonly dns: { readonly zone: string };
  readonly compute: {
    readonly kubernetesVersion: string;
    readonly nodeSizes: readonly NodeSize[];
    readonly nodeLimit: NodeLimit;
    readonly systemNodes: number;
  };
  readonly persistence: {
    readonly size: DatabaseSize;
    readonly engineVersion: string;
    readonly initialGib: number;
    readonly maxGib: number;
  };
  readonly encryption: { readonly keys: 'provider' | 'managed' | 'customer' };
  readonly backup: {
    readonly retentionDays: number;
    readonly objectLock: { readonly mode: 'none' | 'governance' | 'compliance'; readonly days: number };
  };
  readonly maintenance: { readonly window: Window };
  readonly extraGrants: readonly { readonly service: string; readonly reason: string }[];
  readonly deploy: DeploySource;
  readonly cloudSpec: CloudSpec;
  readonly cloudOrganization: CloudOrganization;
  readonly cloudObserved: CloudObserved | undefined;
}
