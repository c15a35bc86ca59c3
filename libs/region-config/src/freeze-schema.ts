import type { FromSchema } from 'json-schema-to-ts';
import { grantNameForm, grantNamePattern } from './access-grant-schema.ts';
import { instantForm, instantPattern } from './instant.ts';
import { configApiVersion, regionNameForm, regionNamePattern } from './region-schema.ts';

/** Kind Freeze: `regions/fleet/freezes/<id>.yaml`. It knows no clouds. */
export const freezeSchema = {
  type: 'object',
  description: 'A span of time in which nothing is published for some regions, or for all.',
  additionalProperties: false,
  required: ['apiVersion', 'kind', 'metadata', 'spec'],
  properties: {
    apiVersion: {
      type: 'string',
      const: configApiVersion,
      description: 'Version of the configuration format.',
    },
    kind: { type: 'string', const: 'Freeze', description: 'Kind of this file.' },
    metadata: {
      type: 'object',
      description: 'Identity of the freeze.',
      additionalProperties: false,
      required: ['name'],
      properties: {
        name: {
          type: 'string',
          pattern: grantNamePattern,
          'x-form': grantNameForm,
          description: 'Name of the freeze; equal to the name of its file.',
        },
      },
    },
    spec: {
      type: 'object',
      description: 'When, why and where nothing is published.',
      additionalProperties: false,
      required: ['from', 'until', 'reason'],
      properties: {
        from: {
          type: 'string',
          pattern: instantPattern,
          'x-form': instantForm,
          description: 'First instant of the freeze, in UTC.',
          'x-source': 'Design §2: freezes stand in regions/fleet/freezes.',
          'x-effect':
            '`atoll publish` refuses the frozen regions from this instant on; only what grants of access change goes through.',
        },
        until: {
          type: 'string',
          pattern: instantPattern,
          'x-form': instantForm,
          description: 'First instant after the freeze, in UTC.',
          'x-source': 'Design §2: freezes stand in regions/fleet/freezes.',
          'x-effect': '`atoll publish` takes what has waited; the file may stay as a record.',
        },
        reason: {
          type: 'string',
          minLength: 10,
          maxLength: 200,
          description: 'Why; shown to whoever is refused.',
          'x-source': 'Ours.',
          'x-effect': 'Documentation only.',
        },
        regions: {
          type: 'array',
          minItems: 1,
          maxItems: 1000,
          uniqueItems: true,
          description: 'Frozen regions. Absent: all of the fleet.',
          'x-source': 'Design §2: a filter that matches nothing is an error, so the list is never empty.',
          'x-effect': 'Every other region is published as usual.',
          items: {
            type: 'string',
            pattern: regionNamePattern,
            'x-form': regionNameForm,
            description: 'Name of a region of the fleet.',
          },
        },
      },
    },
  },
} as const;

/** A Freeze after parsing. */
export type FreezeConfig = FromSchema<typeof freezeSchema>;
