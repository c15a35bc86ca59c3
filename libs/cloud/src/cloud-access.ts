import type { Region } from '@atoll/region-model';
import type { RenderedObject } from './cloud.ts';

/** Who makes a role, and for whom. */
export type AccessRoleKind = 'owner' | 'operator' | 'custom' | 'workload';

/** A document of a role: a policy, who may assume it, or the most that it may do. */
export interface AccessDocument {
  readonly name: string;
  readonly type: 'policy' | 'trust' | 'boundary';
  /** The document as the cloud takes it: a JSON value. */
  readonly document: unknown;
  /** Characters that the cloud counts, and the most that it takes. */
  readonly size: number;
  readonly limit: number;
}

/** A role of the region in its cloud, in words and as documents. */
export interface AccessRole {
  /** Short name, by which commands and grants call it, such as `deployment` or `karpenter`. */
  readonly name: string;
  /** Such as `Deployment role`. */
  readonly title: string;
  readonly kind: AccessRoleKind;
  /** Name in the cloud. */
  readonly cloudName: string;
  /** Who makes it, and how. */
  readonly madeBy: string;
  readonly purpose: string;
  /** One sentence a line, without a full stop. */
  readonly can: readonly string[];
  readonly cannot: readonly string[];
  /** Who may assume it, one line each. */
  readonly assumedBy: readonly string[];
  /** Longest session. */
  readonly sessionMinutes: number | undefined;
  /** Right inside the cluster, in words; undefined: none. */
  readonly kubernetes: string | undefined;
  readonly documents: readonly AccessDocument[];
}

/** What the cloud is asked, and by whom. */
export interface NeededAction {
  /** Short name of the role. */
  readonly role: string;
  /** Such as `ec2:CreateVpc`. */
  readonly action: string;
  /** ARN, or `*`. */
  readonly resource: string;
  /** What the request says beside, such as tags: keys of conditions and their values. */
  readonly context: Readonly<Record<string, string | readonly string[]>>;
  /** Rendered objects that need it, such as `VPC atoll-x-vpc`, sorted. */
  readonly objects: readonly string[];
  /** Whose documentation or source says so. */
  readonly source: string;
}

/** A needed action that the documents do not allow. */
export interface MissingAction extends NeededAction {
  /** Why not, such as `nothing allows it` or `denied by OwnersOnly of atoll-x-deployment-iam`. */
  readonly reason: string;
}

/** A granted pattern of actions that nothing rendered needs. */
export interface UnusedGrant {
  readonly role: string;
  readonly policy: string;
  readonly statement: string;
  /** Such as `ec2:Attach*`. */
  readonly action: string;
}

/** What comparing needs and grants gives. */
export interface AccessCheck {
  /** Different needs that were looked at. */
  readonly checked: number;
  readonly missing: readonly MissingAction[];
  readonly unused: readonly UnusedGrant[];
}

/** Documents of the owner's account that stand in place of those that Atoll writes for the owner. */
export interface GrantedDocuments {
  /** Policies of the Deployment role, each with its name. */
  readonly policies: readonly { readonly name: string; readonly document: unknown }[];
  /** Its trust policy; undefined: not looked at. */
  readonly trust: unknown;
  /** Its boundary; undefined: it has none. */
  readonly boundary: unknown;
}

/** Something about the documents that a reviewer of security would stop at. */
export interface AccessFinding {
  /** Stable name of the rule, such as `guarded-wildcard`. */
  readonly rule: 'document-size' | 'fence' | 'guarded-wildcard' | 'escalation' | 'unknown-kind';
  /** `error` fails the lint; `notice` is for reading. */
  readonly severity: 'error' | 'notice';
  /** Role, policy or object that it is about. */
  readonly subject: string;
  readonly message: string;
}

/** One line of what a role holds. */
export interface GrantedAction {
  readonly role: string;
  readonly effect: 'Allow' | 'Deny';
  readonly action: string;
  /** Where and under which conditions, as one canonical text. */
  readonly scope: string;
}

/** Everything that a rendering grants and needs; two of them are compared by `diffAccess`. */
export interface AccessSnapshot {
  readonly granted: readonly GrantedAction[];
  readonly needed: readonly NeededAction[];
}

/** One question to the cloud itself, by its own command line, and what its answer means. */
export interface LiveQuery {
  /** What is asked, such as `12 actions on arn:…`; for progress. */
  readonly what: string;
  readonly program: string;
  /** Arguments; no secret is among them. */
  readonly args: readonly string[];
  /** How many needs it answers. */
  readonly checked: number;
  /**
   * Gives what the answer shows to be missing.
   *
   * @throws AppError when the answer is about another account, or is none
   */
  read(output: string): readonly MissingAction[];
}

/** The roles of a cloud: what they may do, what the rendering needs, and whether the two fit. */
export interface CloudAccess<OwnRegion = Region> {
  /** Gives every role of the region, the owner's first. */
  listRoles(region: OwnRegion): readonly AccessRole[];
  /** Gives what the rendered objects need, each action once for a role and resource, sorted. */
  neededActions(objects: readonly RenderedObject[], region: OwnRegion): readonly NeededAction[];
  /**
   * Compares needs with what is granted: by our documents, or by those that the owner really granted.
   *
   * @throws AppError ERR_IAM_POLICY when a document of the owner is no policy
   */
  checkAccess(objects: readonly RenderedObject[], region: OwnRegion, granted?: GrantedDocuments): AccessCheck;
  /** Gives the questions by which the cloud itself checks the owner's documents: first who asks, then the rest. */
  liveQueries(objects: readonly RenderedObject[], region: OwnRegion): readonly LiveQuery[];
  /** Gives what a reviewer of security would stop at. */
  lintAccess(objects: readonly RenderedObject[], region: OwnRegion): readonly AccessFinding[];
  /** Gives what is needed to compare two renderings. */
  snapshot(objects: readonly RenderedObject[], region: OwnRegion): AccessSnapshot;
}
