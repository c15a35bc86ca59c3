import type { FromSchema } from 'json-schema-to-ts';
import { agentAccessSchema, agentImageSchema, egressSchema, webhooksSchema } from './region-schema-agent.ts';
import { configApiVersion } from './region-schema.ts';
import { gitUrlForm, gitUrlPattern } from './region-schema-operations.ts';

/** `spec.agent` of an Organization. */
const agentSchema = {
  type: 'object',
  description:
    'The agent of all regions, and the one in each control cluster that watches the control halves.',
  additionalProperties: false,
  required: ['access', 'webhooks', 'egress'],
  default: {},
  properties: {
    image: {
      ...agentImageSchema,
      description:
        'Image of the agent, from a registry that the clusters can pull from. Absent: no agent is rendered, but for regions that name an image themselves, and synth says what waits for it.',
      'x-effect': 'Rolled out by Flux in every cluster, one replica after the other.',
    },
    access: {
      ...agentAccessSchema,
      description:
        'What the account of the agent in a control cluster may do to the control halves of the regions that are remediating themselves: read, or patch as well.',
      'x-effect': "A region's own cluster is not concerned: there spec.agent.access of the region counts.",
    },
    webhooks: {
      ...webhooksSchema,
      description: 'Whom the agent in a control cluster tells of drift: CloudEvents over HTTPS, signed.',
    },
    egress: {
      ...egressSchema,
      description:
        'Addresses that the agent in a control cluster may reach, beside DNS. A NetworkPolicy knows no host names.',
    },
  },
} as const;

/** Kind Organization without the clouds' own blocks: `regions/fleet/organization.yaml`. */
export const organizationSchema = {
  type: 'object',
  description: 'What all regions of the fleet have in common.',
  additionalProperties: false,
  required: ['apiVersion', 'kind', 'metadata', 'spec'],
  properties: {
    apiVersion: {
      type: 'string',
      const: configApiVersion,
      description: 'Version of the configuration format.',
    },
    kind: { type: 'string', const: 'Organization', description: 'Kind of this file.' },
    metadata: {
      type: 'object',
      description: 'Identity of the organization.',
      additionalProperties: false,
      required: ['name'],
      properties: {
        name: {
          type: 'string',
          pattern: '^[a-z][a-z0-9-]{0,30}[a-z0-9]$',
          'x-form': 'a name of 2 to 32 lower-case letters, digits and dashes, such as acme',
          description: 'Name of the organization.',
          'x-source':
            '"Your region will then appear as a deployment target within your Akka organization and account."',
          'x-effect': 'A label on what the control cluster holds; no cloud resource carries it.',
        },
      },
    },
    spec: {
      type: 'object',
      description: 'What the organization decides once.',
      additionalProperties: false,
      required: ['deploy', 'agent'],
      properties: {
        agent: agentSchema,
        deploy: {
          type: 'object',
          description: 'The deploy repository, from which Flux pulls.',
          additionalProperties: false,
          required: ['repository', 'intervalMinutes'],
          properties: {
            repository: {
              type: 'string',
              pattern: gitUrlPattern,
              'x-form': gitUrlForm,
              description: 'Git URL of the deploy repository, as the clusters reach it.',
              'x-source':
                '"Our GitOps process uses Crossplane and Flux to maintain a declarative approach to infrastructure management."',
              'x-effect': 'Rendered into every GitRepository.',
            },
            secretName: {
              type: 'string',
              pattern: '^[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?$',
              'x-form':
                'the name of a Secret, of lower-case letters, digits, dots and dashes, such as deploy-repository',
              description:
                'Secret with the credentials for the repository, in flux-system of each cluster and in each namespace region-<name>. Absent: the repository is public.',
              'x-source': 'Flux: GitRepository.spec.secretRef.',
              'x-effect': 'Only its name is rendered; the Secret itself is never in Git.',
            },
            signing: {
              type: 'object',
              description:
                'Lets every cluster verify the commits of the deploy repository. Absent: nobody checks who made them.',
              additionalProperties: false,
              required: ['secretName'],
              properties: {
                secretName: {
                  type: 'string',
                  pattern: '^[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?$',
                  'x-form':
                    'the name of a Secret, of lower-case letters, digits, dots and dashes, such as deploy-keys',
                  description:
                    'Secret with the OpenPGP public keys, in flux-system of each cluster and in each namespace region-<name>.',
                  'x-source':
                    'Flux: GitRepository.spec.verify; Flux 2.8, which the regions run, verifies OpenPGP alone, SSH signatures came with 2.9.',
                  'x-effect':
                    'Rendered into every GitRepository as spec.verify; `atoll publish` then refuses to publish without a key.',
                },
              },
            },
            intervalMinutes: {
              type: 'integer',
              minimum: 1,
              maximum: 60,
              default: 5,
              description: 'Minutes between two looks at the repository.',
              'x-source': 'Ours: a push reaches a region within five minutes without a webhook.',
              'x-effect': 'Shorter intervals load the Git host.',
            },
          },
        },
      },
    },
  },
} as const;

/** An Organization after parsing and defaulting, without the clouds' own blocks. */
export type OrganizationConfig = FromSchema<typeof organizationSchema>;
