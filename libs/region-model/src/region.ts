import type { AccessGrantSpan } from './access-grant-span.ts';
import type { NetworkPlan } from './network-plan.ts';
import type { NodeLimit } from './node-limit.ts';
import type { DatabaseSize } from './database-size.ts';
import type { RegionAgent } from './region-agent.ts';
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
  /** Secret with the public keys that verify each commit; undefined: nobody verifies them. */
  readonly verifySecretName: string | undefined;
  readonly intervalMinutes: number;
}

/** A role of `spec.access.roles`: a part of one of the operator roles. */
export interface CustomRole {
  /** Ends with `-access`; its name in the cloud is `names.of(name)`. */
  readonly name: string;
  readonly from: 'read-only-operations' | 'elevated-operations' | 'limited-administrator';
  readonly purpose: string;
  /** Absent: those of the role that it is a part of; as for services and the longest session. */
  readonly verbs?: readonly ('create' | 'read' | 'update' | 'destroy')[];
  readonly services?: readonly string[];
  readonly sessionMinutes?: number;
  /** Identities as the region's cloud names them. */
  readonly subjects: readonly string[];
  /** Absent: all. */
  readonly namespaces?: readonly string[];
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
  /** Roles of people that are narrower than the operator roles, as configured. */
  readonly roles: readonly CustomRole[];
  /** Grants of access that are not over for good, by id; the instant of the run is reduced to their phases. */
  readonly grants: readonly AccessGrantSpan[];
  readonly deploy: DeploySource;
  readonly agent: RegionAgent;
  readonly cloudSpec: CloudSpec;
  readonly cloudOrganization: CloudOrganization;
  readonly cloudObserved: CloudObserved | undefined;
}
