import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { assignedFields, commonAssignedFields, composedFields } from './assigned-fields.ts';
import { awsFieldRows } from './aws-field-rows.ts';

const CRDS = join(import.meta.dirname, '../schemas/crds');

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly type?: string;
}

interface Crd {
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string };
    readonly versions: readonly {
      readonly storage: boolean;
      readonly schema: { readonly openAPIV3Schema: Schema };
    }[];
  };
}

/** `<kind>.<service>` -> what can be set, and what is shown. */
const kinds = new Map(
  readdirSync(CRDS).flatMap((file) => {
    const { spec } = JSON.parse(readFileSync(join(CRDS, file), 'utf8')) as Crd;
    const root = spec.versions.find(({ storage }) => storage)?.schema.openAPIV3Schema.properties;
    const settable = root?.['spec']?.properties?.['forProvider'];
    const shown = root?.['status']?.properties?.['atProvider'];
    const key = `${spec.names.kind}.${spec.group.split('.')[0]}`;
    return settable === undefined || shown === undefined ? [] : [[key, { settable, shown }] as const];
  }),
);

/** Gives the fields that are shown and cannot be set, as high up as they are missing. */
function listComputed(shown: Schema, settable: Schema | undefined, path = ''): readonly string[] {
  if (shown.items !== undefined) return listComputed(shown.items, settable?.items, `${path}[*]`);
  return Object.entries(shown.properties ?? {}).flatMap(([name, schema]) => {
    const other = settable?.properties?.[name];
    return other === undefined ? [`${path}/${name}`] : listComputed(schema, other, `${path}/${name}`);
  });
}

function hasField(schema: Schema | undefined, [name, ...rest]: readonly string[]): boolean {
  if (name === undefined) return schema !== undefined;
  const fields = schema?.items ?? schema;
  return hasField(fields?.properties?.[name], rest);
}

describe('what is known of the fields of AWS', () => {
  it.each([...kinds])('accounts for each field of %s that nobody can set', (key, { shown, settable }) => {
    const known = [...(assignedFields[key] ?? []), ...(composedFields[key] ?? []), ...commonAssignedFields];

    expect(listComputed(shown, settable).filter((path) => !known.includes(path))).toStrictEqual([]);
    for (const path of [...(assignedFields[key] ?? []), ...(composedFields[key] ?? [])])
      expect(listComputed(shown, settable)).toContain(path);
  });

  it('speaks of no kind that is not rendered', () => {
    const spoken = [...Object.keys(assignedFields), ...Object.keys(composedFields)];

    expect(spoken.filter((key) => !kinds.has(key))).toStrictEqual([]);
  });

  const rows = awsFieldRows.filter(({ kind, does }) => kind !== undefined && does !== 'assign');

  it.each(rows.map((row) => [`${row.kind}.${row.group.split('.')[0]}`, row] as const))(
    'names a field that %s has: $path',
    (key, { path, does }) => {
      const schemas = kinds.get(key);
      const steps = path.split('/').slice(1);

      expect(hasField(schemas?.settable, steps)).toBe(true);
      // What is never shown may be missing from what is shown.
      if (does !== 'hide') expect(hasField(schemas?.shown, steps)).toBe(true);
    },
  );

  it('says of each field where it is written', () => {
    for (const { source } of awsFieldRows) expect(source.length).toBeGreaterThan(10);
  });
});
