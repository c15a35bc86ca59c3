import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** CRDs of the AWS provider in this repository. */
const CRDS = join(import.meta.dirname, '..', '..', '..', 'cloud-aws', 'src', 'schemas', 'crds');

interface Crd {
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string };
    readonly versions: readonly { readonly schema: { readonly openAPIV3Schema: unknown } }[];
  };
}

/** Gives `<group> <kind>` of every kind whose CRD has `spec.forProvider.tags`: what can carry tags, as the provider says. */
export function listTaggableKinds(): ReadonlySet<string> {
  const crds = readdirSync(CRDS).map((file) => JSON.parse(readFileSync(join(CRDS, file), 'utf8')) as Crd);
  return new Set(crds.filter(hasTags).map(({ spec }) => `${spec.group} ${spec.names.kind}`));
}

function hasTags({ spec }: Crd): boolean {
  const schema = spec.versions[0]?.schema.openAPIV3Schema as {
    properties?: { spec?: { properties?: Record<string, { properties?: object }> } };
  };
  return 'tags' in (schema.properties?.spec?.properties?.['forProvider']?.properties ?? {});
}
