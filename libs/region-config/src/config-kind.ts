import { accessGrantSchema } from './access-grant-schema.ts';
import type { CloudSchemas, SchemaNode } from './documented-schema.ts';
import { freezeSchema } from './freeze-schema.ts';
import { observedSchema } from './observed-schema.ts';
import { organizationSchema } from './organization-schema.ts';
import { regionSchema } from './region-schema.ts';

/** Kinds of files that a config repository holds. */
export const configKinds = ['Region', 'Organization', 'Observed', 'AccessGrant', 'Freeze'] as const;

/** A kind of file of the config repository, as in its field `kind`. */
export type ConfigKind = (typeof configKinds)[number];

/** Where the clouds' own blocks stand in the files of a kind. */
export interface BlockPlace {
  /** The part of a cloud's schemas that it is. */
  readonly block: Exclude<keyof CloudSchemas, 'cloud'>;
  /** Names of the fields around it. */
  readonly parent: readonly string[];
}

/** The place of the clouds' blocks by kind; undefined for a kind that knows no clouds. */
export const blockPlaceOfKind: Readonly<Record<ConfigKind, BlockPlace | undefined>> = {
  Region: { block: 'region', parent: ['spec'] },
  Organization: { block: 'organization', parent: ['spec'] },
  Observed: { block: 'observed', parent: ['spec'] },
  AccessGrant: { block: 'subject', parent: ['spec', 'subject'] },
  Freeze: undefined,
};

/** Where the files of a kind stand in a config repository. */
export const fileOfKind = {
  Region: 'regions/<region>/region.yaml',
  Organization: 'regions/fleet/organization.yaml',
  Observed: 'regions/<region>/observed.yaml',
  AccessGrant: 'regions/<region>/access/<id>.yaml',
  Freeze: 'regions/fleet/freezes/<id>.yaml',
} as const;

/** Name of a kind on the command line and in the name of its pages: `access-grant`. */
export const slugOfKind = {
  Region: 'region',
  Organization: 'organization',
  Observed: 'observed',
  AccessGrant: 'access-grant',
  Freeze: 'freeze',
} as const;

/** Schemas of the kinds without the clouds' own blocks. */
export const schemaOfKind: Readonly<Record<ConfigKind, SchemaNode>> = {
  Region: regionSchema,
  Organization: organizationSchema,
  Observed: observedSchema,
  AccessGrant: accessGrantSchema,
  Freeze: freezeSchema,
};

/** Gives a kind with its article, for sentences: `a Region`, `an Organization`. */
export function nameOfKind(kind: ConfigKind): string {
  return `${/^[AEIOU]/.test(kind) ? 'an' : 'a'} ${kind}`;
}
