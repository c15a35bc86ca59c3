import type { SchemaNode } from './documented-schema.ts';
import { observedSchema } from './observed-schema.ts';
import { organizationSchema } from './organization-schema.ts';
import { regionSchema } from './region-schema.ts';

/** Kinds of files that a config repository holds. */
export const configKinds = ['Region', 'Organization', 'Observed'] as const;

/** A kind of file of the config repository, as in its field `kind`. */
export type ConfigKind = (typeof configKinds)[number];

/** The part of a cloud's schemas that belongs to a kind. */
export const blockOfKind = { Region: 'region', Organization: 'organization', Observed: 'observed' } as const;

/** Where the files of a kind stand in a config repository. */
export const fileOfKind = {
  Region: 'regions/<region>/region.yaml',
  Organization: 'regions/fleet/organization.yaml',
  Observed: 'regions/<region>/observed.yaml',
} as const;

/** Schemas of the kinds without the clouds' own blocks. */
export const schemaOfKind: Readonly<Record<ConfigKind, SchemaNode>> = {
  Region: regionSchema,
  Organization: organizationSchema,
  Observed: observedSchema,
};
