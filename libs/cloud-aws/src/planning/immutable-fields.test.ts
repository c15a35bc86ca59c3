import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { resourceKinds } from '../resource-kinds.ts';
import { immutableFields } from './immutable-fields.ts';

const CRDS = join(import.meta.dirname, '../schemas/crds');

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}

const rows = [...immutableFields].map(([kind, row]) => [`${kind.plural}.${kind.group}`, row] as const);

describe('the table of immutable fields', () => {
  it('has a row for every rendered kind, and no other', () => {
    expect([...immutableFields.keys()]).toStrictEqual([...resourceKinds.keys()]);
  });

  it.each(rows)('names only fields that %s has', (name, { fields }) => {
    const forProvider = readForProvider(name);

    expect(fields.filter((field) => !hasField(forProvider, field.split('.')))).toStrictEqual([]);
  });

  it.each(rows)('says for %s where it is written', (_name, { file }) => {
    expect(file).toMatch(/^[a-z0-9]+\/[a-z0-9_]+\.go$/);
  });
});

function readForProvider(name: string): Schema {
  const crd = JSON.parse(readFileSync(join(CRDS, `${name}.json`), 'utf8')) as {
    readonly spec: {
      readonly versions: readonly { readonly schema: { readonly openAPIV3Schema: Schema } }[];
    };
  };
  const [version] = crd.spec.versions;
  return version?.schema.openAPIV3Schema.properties?.['spec']?.properties?.['forProvider'] ?? {};
}

function hasField(schema: Schema, [name = '', ...rest]: readonly string[]): boolean {
  const found = (schema.items ?? schema).properties?.[name];
  return found !== undefined && (rest.length === 0 || hasField(found, rest));
}
