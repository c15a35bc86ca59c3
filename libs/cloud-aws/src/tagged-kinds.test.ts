import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isGlobalKind } from './managed-resource.ts';
import { resourceKinds } from './resource-kinds.ts';
import { taggedKinds } from './tagged-kinds.ts';

/** The parts of a CRD that are read here. */
interface Crd {
  readonly spec: {
    readonly versions: readonly {
      readonly schema: { readonly openAPIV3Schema: { readonly properties: { readonly spec: SpecSchema } } };
    }[];
  };
}

interface SpecSchema {
  readonly properties: { readonly forProvider: { readonly properties: Readonly<Record<string, unknown>> } };
}

const kinds = [...resourceKinds.keys()];

describe('every rendered kind', () => {
  it.each(kinds.map((kind) => [`${kind.plural}.${kind.group}`, kind] as const))(
    '%s has tags and a region if and only if its CRD has them',
    (file, kind) => {
      const fields = readFields(file);

      expect(taggedKinds.has(kind)).toBe('tags' in fields);
      expect(isGlobalKind(kind)).toBe(!('region' in fields));
    },
  );
});

function readFields(file: string): Readonly<Record<string, unknown>> {
  const text = readFileSync(new URL(`./schemas/crds/${file}.json`, import.meta.url), 'utf8');
  const crd = JSON.parse(text) as Crd;
  return crd.spec.versions[0]?.schema.openAPIV3Schema.properties.spec.properties.forProvider.properties ?? {};
}
