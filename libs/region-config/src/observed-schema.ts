import type { FromSchema } from 'json-schema-to-ts';
import { configApiVersion, regionNameForm, regionNamePattern } from './region-schema.ts';

/** Kind Observed without the clouds' own blocks: `regions/<region>/observed.yaml`. */
export const observedSchema = {
  type: 'object',
  description:
    'Values that the cloud assigned, written by `atoll observe` from the status of managed resources. What needs an absent value is not rendered.',
  additionalProperties: false,
  required: ['apiVersion', 'kind', 'metadata', 'spec'],
  properties: {
    apiVersion: {
      type: 'string',
      const: configApiVersion,
      description: 'Version of the configuration format.',
    },
    kind: { type: 'string', const: 'Observed', description: 'Kind of this file.' },
    metadata: {
      type: 'object',
      description: 'Identity of the region.',
      additionalProperties: false,
      required: ['name'],
      properties: {
        name: {
          type: 'string',
          pattern: regionNamePattern,
          'x-form': regionNameForm,
          description: 'Name of the region; equal to the name of its folder.',
        },
      },
    },
    spec: {
      type: 'object',
      description: 'The observed values, by cloud.',
      additionalProperties: false,
      properties: {},
    },
  },
} as const;

/** An Observed after parsing, without the clouds' own blocks. */
export type ObservedConfig = FromSchema<typeof observedSchema>;
