import { asJsonObject, type JsonObject } from './json-object.ts';
import type { KubeClient } from './kube-client.ts';
import { PretendCloudError } from './pretend-cloud-error.ts';

/** A kind of managed resource that the API server serves. */
export interface ManagedKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
  /** OpenAPI schema of `spec.forProvider`. */
  readonly forProvider: JsonObject;
  /** OpenAPI schema of `status.atProvider`. */
  readonly atProvider: JsonObject;
}

interface Definition {
  readonly spec: {
    readonly group: string;
    readonly scope: string;
    readonly names: {
      readonly kind: string;
      readonly plural: string;
      readonly categories?: readonly string[];
    };
    readonly versions: readonly {
      readonly name: string;
      readonly storage: boolean;
      readonly schema: JsonObject;
    }[];
  };
}

const DEFINITIONS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';

/**
 * Gives the namespaced kinds that Crossplane calls managed, by the category in their definition.
 *
 * @param only plurals with group, such as `vpcs.ec2.aws.m.upbound.io`; absent: all
 * @throws PretendCloudError `ERR_PRETEND_KINDS` when a named kind, or any, is not served
 */
export async function listManagedKinds(
  client: KubeClient,
  only?: readonly string[],
): Promise<readonly ManagedKind[]> {
  const answer = await client.request('GET', DEFINITIONS);
  const { items = [] } = asJsonObject(answer.json) as { items?: readonly Definition[] };
  const kinds = items
    .filter(({ spec }) => spec.scope === 'Namespaced' && spec.names.categories?.includes('managed') === true)
    .flatMap(toKinds);
  const nameOf = ({ plural, group }: ManagedKind): string => `${plural}.${group}`;
  const missing = only?.filter((name) => !kinds.some((kind) => nameOf(kind) === name)) ?? [];
  if (missing.length > 0 || kinds.length === 0) {
    const what = missing.length > 0 ? missing.join(', ') : 'any managed resource';
    const message = `the API server (${answer.status}) does not serve ${what}: load the CRDs of the provider`;
    throw new PretendCloudError('ERR_PRETEND_KINDS', message);
  }
  return only === undefined ? kinds : kinds.filter((kind) => only.includes(nameOf(kind)));
}

function toKinds({ spec }: Definition): ManagedKind[] {
  const { group, names } = spec;
  return spec.versions
    .filter(({ storage }) => storage)
    .map(({ name, schema }) => {
      const root = schema['openAPIV3Schema'];
      const forProvider = propertyOf(propertyOf(root, 'spec'), 'forProvider');
      const atProvider = propertyOf(propertyOf(root, 'status'), 'atProvider');
      return { group, version: name, kind: names.kind, plural: names.plural, forProvider, atProvider };
    });
}

function propertyOf(schema: unknown, name: string): JsonObject {
  return asJsonObject(asJsonObject(asJsonObject(schema)['properties'])[name]);
}
