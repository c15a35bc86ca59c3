import type { FromSchema } from 'json-schema-to-ts';
import { agentSchema } from './region-schema-agent.ts';
import { autoscalingSchema } from './region-schema-autoscaling.ts';
import { computeSchema } from './region-schema-compute.ts';
import { networkSchema } from './region-schema-network.ts';
import { backupSchema, encryptionSchema, persistenceSchema } from './region-schema-persistence.ts';
import { accessSchema, deploySchema, maintenanceSchema } from './region-schema-operations.ts';

/** `apiVersion` of every file of the config repository. */
export const configApiVersion = 'config.atoll.dev/v1alpha1';

/** Region names: they become cloud names, so they are short, lower-case and never end in a dash. */
export const regionNamePattern = '^[a-z][a-z0-9-]{1,24}[a-z0-9]$';

/** {@link regionNamePattern} in words. */
export const regionNameForm =
  'a region name of 3 to 26 lower-case letters, digits and dashes, such as eu-west-1';

/**
 * Kind Region without the clouds' own blocks: `regions/<region>/region.yaml`.
 *
 * The schema is the source of the type, of the defaults, of `atoll explain` and of the reference page.
 */
export const regionSchema = {
  type: 'object',
  description:
    'One region: a Kubernetes cluster, its database and its keys in a cloud account that its owner controls.',
  additionalProperties: false,
  required: ['apiVersion', 'kind', 'metadata', 'spec'],
  properties: {
    apiVersion: {
      type: 'string',
      const: configApiVersion,
      description: 'Version of the configuration format.',
    },
    kind: { type: 'string', const: 'Region', description: 'Kind of this file.' },
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
          not: { const: 'fleet' },
          description: 'Name of the region; equal to the name of its folder.',
          'x-source': 'Design §2: cloud names are atoll-<region>-<thing> and cannot be changed later.',
          'x-effect': 'Renaming a region makes a new region; the old one has to be decommissioned.',
        },
      },
    },
    spec: {
      type: 'object',
      description: 'What the region is.',
      additionalProperties: false,
      required: [
        'cloud',
        'location',
        'controlCluster',
        'bootstrap',
        'network',
        'dns',
        'compute',
        'persistence',
        'encryption',
        'backup',
        'maintenance',
        'access',
        'deploy',
        'agent',
      ],
      properties: {
        cloud: {
          type: 'string',
          description:
            'Cloud that the region runs in; the block of the same name holds what only that cloud knows.',
          'x-source': '"Supports major cloud providers: AWS, Azure, Google Cloud Platform (GCP)"',
          'x-effect': 'Decides which managed resources are rendered. It cannot be changed later.',
        },
        location: {
          type: 'string',
          pattern: '^[a-z][a-z0-9-]{2,30}$',
          'x-form': 'a location of 3 to 31 lower-case letters, digits and dashes, such as us-east-1',
          description: "The cloud's own name of the place, such as us-east-1.",
          'x-source':
            '"The Akka control plane provisions the necessary infrastructure … in the specified regions of your cloud account."',
          'x-effect': 'Every resource of the region is created there. It cannot be changed later.',
        },
        controlCluster: {
          type: 'string',
          pattern: '^[a-z][a-z0-9-]{0,30}[a-z0-9]$',
          'x-form': 'a name of 2 to 32 lower-case letters, digits and dashes, such as main',
          default: 'main',
          description: 'Control cluster whose Crossplane and Flux create this region.',
          'x-source':
            'Design §8: one control cluster holds about 2,000 to 3,000 regions; further ones are chosen here.',
          'x-effect': "Moves the region's control half to clusters/<name> and that cluster's Flux.",
        },
        bootstrap: {
          type: 'string',
          enum: ['automatic', 'manual'],
          default: 'automatic',
          description:
            "Who installs Flux into the region's cluster: the control cluster, or the owner by hand.",
          'x-source':
            'Design §5: with a private endpoint that the control cluster cannot reach, the owner applies the same objects once.',
          'x-effect':
            'manual leaves out the stage that reaches into the region; Flux and regions/<region>/flux are then installed by the owner.',
        },
        network: networkSchema,
        dns: {
          type: 'object',
          description: "The region's part of the Domain Name System.",
          additionalProperties: false,
          required: ['domain'],
          properties: {
            domain: {
              type: 'string',
              maxLength: 180,
              pattern: '^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,63}$',
              'x-form': 'a domain in lower case, such as apps.example.com',
              description: 'Apps domain; the region answers at <region>.<domain>.',
              'x-source':
                '"Each region receives a unique endpoint with region-specific DNS, much like services such as S3 or SQS"',
              'x-effect':
                'A zone <region>.<domain> is created; its name servers have to be delegated from the parent once.',
            },
          },
        },
        compute: computeSchema,
        persistence: persistenceSchema,
        encryption: encryptionSchema,
        backup: backupSchema,
        maintenance: maintenanceSchema,
        autoscaling: autoscalingSchema,
        access: accessSchema,
        deploy: deploySchema,
        agent: agentSchema,
      },
    },
  },
} as const;

/** A Region after parsing and defaulting, without the cloud's own block (`spec.<cloud>`, see {@link cloudBlock}). */
export type RegionConfig = FromSchema<typeof regionSchema>;
