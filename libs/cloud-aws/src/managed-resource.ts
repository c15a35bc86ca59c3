import { AppError } from '@atoll/core';
import { type KindDefinition, TypedObject } from '@atoll/typed-object';
import type { Chart } from 'cdk8s';
import type { AwsRegion } from './aws-region.ts';
import { type ManagementPolicy, managementPoliciesOf, resourceKinds } from './resource-kinds.ts';

/** Name of the region's ProviderConfig, in the region's namespace. */
export const PROVIDER_CONFIG = 'aws';

/** Label that says which region an object belongs to. */
export const REGION_LABEL = 'atoll.dev/region';

/** Groups whose kinds are global in AWS: their `forProvider` has no `region`. */
const GLOBAL_GROUPS = new Set(['iam.aws.m.upbound.io', 'route53.aws.m.upbound.io']);

/** The part of every managed resource's spec that this file fills in. */
interface ManagedSpec {
  readonly forProvider: object;
  readonly managementPolicies?: readonly ManagementPolicy[];
  readonly providerConfigRef?: { readonly kind: string; readonly name: string };
  readonly writeConnectionSecretToRef?: { readonly name: string };
}

/** `forProvider` as a caller gives it: `region` is filled in. */
export type ForProvider<Spec extends ManagedSpec> = Omit<Spec['forProvider'], 'region'>;

/** What a managed resource is made of. */
export interface ManagedResourceProps<Spec extends ManagedSpec> {
  /** Object name and, for deterministic kinds, cloud name: take it from `region.names`. */
  readonly name: string;
  /** Cloud name where it differs from the object's, `crossplane.io/external-name`. */
  readonly externalName?: string;
  /** `Observe` for what the owner made; absent: by the table in resource-kinds.ts. */
  readonly policies?: readonly ManagementPolicy[];
  /** Fields of the resource; `tags` are given by {@link tagsOf}. */
  readonly forProvider: ForProvider<Spec>;
  /** Labels beside the region's, such as those that a selector matches. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Annotations beside the external name. */
  readonly annotations?: Readonly<Record<string, string>>;
  /** Secret of the same namespace that receives the connection details. */
  readonly connectionSecret?: string;
}

/** Tells whether a managed kind is global in AWS, so that its `forProvider` has no `region`. */
export function isGlobalKind(kind: KindDefinition<unknown>): boolean {
  return GLOBAL_GROUPS.has(kind.group);
}

/** Gives the tags of a resource: the region's, `Name`, and more. */
export function tagsOf(
  region: AwsRegion,
  name: string,
  more: Readonly<Record<string, string>> = {},
): Record<string, string> {
  return { ...region.tags, Name: name, ...more };
}

/**
 * Adds a managed resource to a chart: namespace, ProviderConfig, `region`, labels and management policies filled in.
 *
 * @throws AppError ERR_AWS_KIND_UNKNOWN when the kind has no row in resource-kinds.ts
 */
export function addManagedResource<Spec extends ManagedSpec>(
  chart: Chart,
  region: AwsRegion,
  resource: { readonly kind: KindDefinition<Spec> } & NoInfer<ManagedResourceProps<Spec>>,
): TypedObject<Spec> {
  const { kind, name, connectionSecret } = resource;
  const spec = {
    managementPolicies: resource.policies ?? managementPoliciesOf(resourceKindOf(kind)),
    providerConfigRef: { kind: 'ProviderConfig', name: PROVIDER_CONFIG },
    forProvider: isGlobalKind(kind)
      ? resource.forProvider
      : { region: region.location, ...resource.forProvider },
    ...(connectionSecret === undefined ? {} : { writeConnectionSecretToRef: { name: connectionSecret } }),
  };
  return new TypedObject(chart, `${kind.kind}-${name}`, kind, {
    name,
    namespace: region.namespace,
    labels: { [REGION_LABEL]: region.name, ...resource.labels },
    ...toAnnotations(resource),
    // The spread of a generic forProvider loses its type; the validators of the CRD check it again at render.
    spec: spec as unknown as Spec,
  });
}

function toAnnotations({
  externalName,
  annotations,
}: Pick<ManagedResourceProps<ManagedSpec>, 'externalName' | 'annotations'>): {
  readonly annotations?: Readonly<Record<string, string>>;
} {
  if (externalName === undefined && annotations === undefined) return {};
  const name = externalName === undefined ? {} : { 'crossplane.io/external-name': externalName };
  return { annotations: { ...name, ...annotations } };
}

function resourceKindOf<Spec>(kind: KindDefinition<Spec>) {
  const found = resourceKinds.get(kind);
  if (found === undefined) {
    throw new AppError(
      'ERR_AWS_KIND_UNKNOWN',
      `${kind.kind} of ${kind.group} has no row in libs/cloud-aws/src/resource-kinds.ts: add one that says who assigns its identifier.`,
    );
  }
  return found;
}
