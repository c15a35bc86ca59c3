import type { CloudSchemas } from '@atoll/region-config';
import type { Region } from '@atoll/region-model';
import type { SchemaSet } from '@atoll/typed-object';
import type { Chart } from 'cdk8s';
import type { AdoptableField } from './cloud-adoption.ts';
import type { CloudBootstrap } from './cloud-bootstrap.ts';
import type { CloudDecommission } from './cloud-decommission.ts';
import type { CloudAccess } from './cloud-access.ts';
import type { CloudGrants } from './cloud-grants.ts';
import type { CloudPlanning } from './cloud-planning.ts';
import type { CloudSmokeFacts } from './cloud-smoke.ts';
import type { CloudUsers } from './cloud-users.ts';
import type { StageCharts } from './stages.ts';

/** A rule across fields that a region breaks. */
export interface RuleViolation {
  /** Field path, such as `spec.aws.zones`. */
  readonly path: string;
  /** What is wrong, what is allowed, and the remedy. */
  readonly message: string;
  /** Stable code, `ERR_CONFIG_…`. */
  readonly code: string;
  /** Id of the grant whose file breaks it, and which the path is of. Absent: region.yaml. */
  readonly grant?: string;
}

/** A name that may exist once in its scope, such as a bucket in the world or a role in an account. */
export interface NameClaim {
  /** Where the name has to be unique, such as `aws account 111122223333` or `aws s3`. */
  readonly scope: string;
  readonly name: string;
  /** Field of region.yaml that says it, where it is not made of the region's name, such as `spec.aws.externalId`. */
  readonly path?: string;
}

/** Something that is not rendered until a value was observed. */
export interface Wait {
  /** What is left out, such as `VPCEndpointService atoll-aws-eu-west-1-ingress`. */
  readonly what: string;
  /** Field of observed.yaml that it waits for, such as `spec.aws.keyArn`. */
  readonly field: string;
  /** Who brings the value into being. */
  readonly source: string;
  /** What whoever brings it does, for a field that is no observed one; absent: `atoll observe`. */
  readonly remedy?: string;
}

/** Something that only the owner of the account can do. */
export interface OwnerTask {
  /** What is needed, such as `IAM role atoll-eu-west-1-deployment`. */
  readonly what: string;
  /** How it has to be: a sentence, a document, or both; may have several lines. */
  readonly detail: string;
}

/** A rendered object that the cloud's rules refuse. */
export interface LintFinding {
  /** Path inside the object, such as `spec.forProvider.vpcIdRef.name`. */
  readonly path: string;
  readonly rule: string;
  readonly message: string;
}

/** A rendered object: plain data as it stands in the manifest. */
export interface RenderedObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec?: unknown;
}

/** A managed resource with status, as a control cluster's API server gives it. */
export interface LiveObject extends RenderedObject {
  readonly status?: unknown;
}

/** A kind whose objects `atoll observe` reads, all of them in the region's namespace. */
export interface ObservedKind {
  readonly group: string;
  readonly version: string;
  readonly plural: string;
}

/** What one control cluster needs of a cloud, given all regions that it runs there. */
export interface ControlClusterNeeds {
  readonly organization: unknown;
  /** API groups of the managed resources in use, such as `ec2.aws.m.upbound.io`, sorted. */
  readonly groups: readonly string[];
}

/** A cloud: everything that Atoll knows about it, in one folder. */
export interface Cloud {
  /** Name in `spec.cloud`, also of its block in the configuration. */
  readonly name: string;
  readonly schemas: CloudSchemas;
  /** The kinds that it renders: CRDs, validators, plural names. */
  readonly schemaSets: readonly SchemaSet[];
  /** Gives the broken rules across fields; schemas have been checked before. */
  checkRegion(region: Region): readonly RuleViolation[];
  /** Gives the account, project or subscription that owns the region; CIDRs and names must not collide within one. */
  accountOf(region: Region): string;
  /** Gives the Secret in the region's namespace that holds the kubeconfig of its cluster, key `kubeconfig`. */
  kubeconfigSecretOf(region: Region): string;
  /** Gives the names that the region will hold in the cloud. */
  claimNames(region: Region): readonly NameClaim[];
  /** Gives what is left out of the rendering until it was observed. */
  listWaits(region: Region): readonly Wait[];
  /** Gives what the region needs from the owner of its account, in the order in which it is needed. */
  listOwnerTasks(region: Region): readonly OwnerTask[];
  /** Adds the region's objects to the charts of its stages. */
  build(stages: StageCharts, region: Region): void;
  /** Adds Providers and runtime config to a control cluster's chart. */
  buildControlCluster(chart: Chart, needs: ControlClusterNeeds): void;
  /** Gives what is wrong with one rendered object of the region: fence, provider config, tags, policies. */
  lint(object: RenderedObject, region: Region): readonly LintFinding[];
  /** Gives what is wrong with the control half as a whole, such as a reference to nothing. */
  lintAll(
    objects: readonly RenderedObject[],
    region: Region,
  ): readonly (LintFinding & { readonly object: RenderedObject })[];
  /** Kinds whose status holds observed values. */
  readonly observedKinds: readonly ObservedKind[];
  /**
   * Gives `spec.<cloud>` of observed.yaml from live objects; keeps what is known and no longer shown.
   *
   * Beside managed resources there may be the Service of the region's ingress, from the region's own cluster.
   */
  toObserved(objects: readonly LiveObject[], region: Region): unknown;
  /** Gives what the status of the region's managed resources tells of what it has to fulfil before it is Ready. */
  toSmokeFacts(objects: readonly LiveObject[], region: Region): CloudSmokeFacts;
  /** What a change of an object means in the cloud: losses, refusals, restarts, exposure, cost. */
  readonly planning: CloudPlanning;
  /** The roles: what they may do, what the rendering needs of them. */
  readonly access: CloudAccess;
  /** Who writes into the clusters under names that the cloud gives. */
  readonly users: CloudUsers;
  /** How the holder of a grant comes in, and what shows what was done with it. */
  readonly grants: CloudGrants;
  /** What the owner runs before anything else, and what is asked about a new region. */
  readonly bootstrapBundle: CloudBootstrap;
  /** How a region is left: exports, locks, what a person deletes, leftovers. */
  readonly decommission: CloudDecommission;
  /** From which fields of region.yaml what is rendered: a live value in one of them can be taken over. */
  readonly adoptableFields: readonly AdoptableField<Region>[];
}

/** A cloud whose three blocks have types; only the cloud itself sees them. */
export interface CloudDefinition<Spec, Organization, Observed> {
  readonly name: string;
  readonly schemas: CloudSchemas;
  readonly schemaSets: readonly SchemaSet[];
  checkRegion(region: Region<Spec, Organization, Observed>): readonly RuleViolation[];
  accountOf(region: Region<Spec, Organization, Observed>): string;
  kubeconfigSecretOf(region: Region<Spec, Organization, Observed>): string;
  claimNames(region: Region<Spec, Organization, Observed>): readonly NameClaim[];
  listWaits(region: Region<Spec, Organization, Observed>): readonly Wait[];
  listOwnerTasks(region: Region<Spec, Organization, Observed>): readonly OwnerTask[];
  build(stages: StageCharts, region: Region<Spec, Organization, Observed>): void;
  buildControlCluster(
    chart: Chart,
    needs: ControlClusterNeeds & { readonly organization: Organization },
  ): void;
  lint(object: RenderedObject, region: Region<Spec, Organization, Observed>): readonly LintFinding[];
  lintAll(
    objects: readonly RenderedObject[],
    region: Region<Spec, Organization, Observed>,
  ): readonly (LintFinding & { readonly object: RenderedObject })[];
  readonly observedKinds: readonly ObservedKind[];
  toObserved(objects: readonly LiveObject[], region: Region<Spec, Organization, Observed>): Observed;
  toSmokeFacts(objects: readonly LiveObject[], region: Region<Spec, Organization, Observed>): CloudSmokeFacts;
  readonly planning: CloudPlanning;
  readonly access: CloudAccess<Region<Spec, Organization, Observed>>;
  readonly users: CloudUsers<Region<Spec, Organization, Observed>>;
  readonly grants: CloudGrants<Region<Spec, Organization, Observed>>;
  readonly bootstrapBundle: CloudBootstrap<Region<Spec, Organization, Observed>>;
  readonly decommission: CloudDecommission<Region<Spec, Organization, Observed>>;
  readonly adoptableFields: readonly AdoptableField<Region<Spec, Organization, Observed>>[];
}

/**
 * Gives a cloud its untyped face.
 *
 * The one cast is sound because a region reaches a cloud only after that cloud's own schemas have validated its blocks.
 */
export function defineCloud<Spec, Organization, Observed>(
  definition: CloudDefinition<Spec, Organization, Observed>,
): Cloud {
  return definition as unknown as Cloud;
}
