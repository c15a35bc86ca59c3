import type { RequestContext } from '@atoll/iam-policy';
import type { KindDefinition } from '@atoll/typed-object';
import type { AwsRegion } from '../../aws-region.ts';

/** What Crossplane does with a managed resource, as its management policies name it. */
export const resourceVerbs = ['observe', 'create', 'update', 'delete'] as const;

/** One of {@link resourceVerbs}. */
export type ResourceVerb = (typeof resourceVerbs)[number];

/** A managed resource as the rows of the table see it. */
export interface ManagedView {
  readonly kind: KindDefinition<unknown>;
  /** Name of the object. */
  readonly name: string;
  /** Name in AWS where that is known before the resource exists: the external name, or the object's. */
  readonly cloudName: string;
  readonly forProvider: Readonly<Record<string, unknown>>;
}

/** The region around a resource. */
export interface Scene {
  readonly region: AwsRegion;
  /** Gives another rendered resource of the region. */
  find(kind: KindDefinition<unknown>, name: string): ManagedView | undefined;
}

/** An action that a resource needs beyond those of its own kind. */
export interface ExtraNeed {
  readonly verb: ResourceVerb;
  readonly action: string;
  /** ARN, or `*`. */
  readonly resource: string;
  readonly context?: RequestContext;
  readonly source: string;
}

/** The actions that provider-aws calls for one kind. */
export interface KindRow {
  readonly kind: KindDefinition<unknown>;
  /** Service as IAM names it. */
  readonly service: string;
  /** ARN of the resource; `*` in it for an id that AWS assigns. */
  readonly arn: (resource: ManagedView, scene: Scene) => string;
  /** Names of actions of the service for each verb, parted by spaces; none: nothing is called. */
  readonly actions: Readonly<Record<ResourceVerb, string>>;
  /** What the requests say beside tags, place and region. */
  readonly context?: (resource: ManagedView, scene: Scene) => RequestContext;
  /** What else has to be allowed, such as passing a role. */
  readonly needs?: (resource: ManagedView, scene: Scene) => readonly ExtraNeed[];
  /** Where the calls are: files of terraform-provider-aws, on which provider-aws stands, or pages of AWS. */
  readonly source: string;
}

/** Gives the name in a reference such as `roleRef: {name}`; undefined where there is none. */
export function referenceOf(resource: ManagedView, field: string): string | undefined {
  const reference = resource.forProvider[field] as { readonly name?: unknown } | undefined;
  return typeof reference?.name === 'string' ? reference.name : undefined;
}

/** Gives a text of `forProvider`; undefined for anything else. */
export function textOf(resource: ManagedView, field: string): string | undefined {
  const value = resource.forProvider[field];
  return typeof value === 'string' ? value : undefined;
}

/** Gives a row with further needs. */
export function withNeeds(row: KindRow, needs: NonNullable<KindRow['needs']>): KindRow {
  return {
    ...row,
    needs: (resource, scene) => [...(row.needs?.(resource, scene) ?? []), ...needs(resource, scene)],
  };
}
