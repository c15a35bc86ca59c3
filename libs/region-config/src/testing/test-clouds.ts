import type { CloudSchemas } from '../documented-schema.ts';
import { cidrForm, cidrPattern } from '../region-schema-network.ts';

const source = { 'x-source': 'Test.', 'x-effect': 'Test.' } as const;

/** A string field of a test cloud. */
function text(pattern: string, form: string, description: string) {
  return { type: 'string', pattern, 'x-form': form, description } as const;
}

const privateConnections = {
  type: 'array',
  default: [],
  maxItems: 2,
  description: 'Private connections to the region.',
  ...source,
  items: {
    type: 'object',
    description: 'One private connection.',
    required: ['type'],
    discriminator: { propertyName: 'type' },
    oneOf: [
      {
        type: 'object',
        description: 'An endpoint service in front of the region.',
        additionalProperties: false,
        required: ['type', 'allowedPrincipals', 'acceptanceRequired'],
        properties: {
          type: { type: 'string', const: 'privatelink', description: 'PrivateLink.' },
          allowedPrincipals: {
            type: 'array',
            minItems: 1,
            uniqueItems: true,
            description: 'Who may connect.',
            items: text('^arn:aws:iam::\\d{12}:root$', 'the ARN of an account root', 'An ARN.'),
          },
          acceptanceRequired: { type: 'boolean', default: true, description: 'Accept by hand.', ...source },
        },
      },
      {
        type: 'object',
        description: 'An attachment to a Transit Gateway.',
        additionalProperties: false,
        required: ['type', 'transitGatewayId', 'routes'],
        properties: {
          type: { type: 'string', const: 'transit-gateway', description: 'Transit Gateway.' },
          transitGatewayId: text(
            '^tgw-[0-9a-f]{8,17}$',
            'a Transit Gateway id, such as tgw-0123456789abcdef0',
            'The id.',
          ),
          routes: {
            type: 'array',
            minItems: 1,
            maxItems: 3,
            description: 'Ranges that are routed there.',
            items: text(cidrPattern, cidrForm, 'A range.'),
          },
        },
      },
    ],
  },
} as const;

/** A cloud with the shapes of a real one: patterns, an exact list, a choice of branches, a map. */
export const testAws: CloudSchemas = {
  cloud: 'aws',
  region: {
    type: 'object',
    description: 'What only AWS knows about the region.',
    additionalProperties: false,
    required: ['account', 'externalId', 'privateConnections'],
    properties: {
      account: text(
        '^\\d{12}$',
        'an account number of twelve digits in quotes, such as "111122223333"',
        'The account.',
      ),
      externalId: text(
        '^[A-Za-z0-9-]{12,128}$',
        'an external id of 12 to 128 letters, digits and dashes',
        'The external id.',
      ),
      secretToken: text('^[a-z]{8}$', 'eight lower-case letters', 'A field whose value is never shown.'),
      zones: {
        type: 'array',
        minItems: 3,
        maxItems: 3,
        uniqueItems: true,
        description: 'The three availability zones.',
        items: text('^[a-z]{2}-[a-z]+-\\d[a-z]$', 'an availability zone, such as us-east-1a', 'A zone.'),
      },
      dedicated: { type: 'boolean', default: false, description: 'Whether hosts are dedicated.', ...source },
      privateConnections,
    },
  },
  organization: {
    type: 'object',
    description: 'What all AWS regions have in common.',
    additionalProperties: false,
    required: ['roleArn', 'digests'],
    properties: {
      roleArn: text('^arn:aws:iam::\\d{12}:role/\\w+$', 'the ARN of a role', 'The role.'),
      digests: {
        type: 'object',
        default: {},
        description: 'Digest of each package by its name.',
        ...source,
        additionalProperties: text('^sha256:[0-9a-f]{4}$', 'a digest, such as sha256:01ab', 'A digest.'),
      },
    },
  },
  observed: {
    type: 'object',
    description: 'Values that AWS assigned.',
    additionalProperties: false,
    properties: { vpcId: text('^vpc-[0-9a-f]{8}$', 'a VPC id, such as vpc-01234567', 'Id of the VPC.') },
  },
  subject: {
    type: 'object',
    description: 'Who a grant is for, as AWS knows them.',
    additionalProperties: false,
    required: ['principalArn'],
    properties: {
      principalArn: text('^arn:aws:iam::\\d{12}:role/\\w+$', 'the ARN of a role', 'The principal.'),
    },
  },
};

/** A second cloud, whose fields no AWS region may hold. */
export const testGcp: CloudSchemas = {
  cloud: 'gcp',
  region: {
    type: 'object',
    description: 'What only GCP knows about the region.',
    additionalProperties: false,
    required: ['project'],
    properties: {
      project: text('^[a-z][a-z0-9-]{5,29}$', 'a project id, such as acme-prod', 'The project.'),
    },
  },
  organization: {
    type: 'object',
    description: 'What all GCP regions have in common.',
    additionalProperties: false,
    properties: { folder: text('^\\d{6,20}$', 'a folder number in quotes', 'The folder.') },
  },
  observed: {
    type: 'object',
    description: 'Values that GCP assigned.',
    additionalProperties: false,
    properties: { network: text('^[a-z-]{1,60}$', 'the name of a network', 'Name of the network.') },
  },
  subject: {
    type: 'object',
    description: 'Who a grant is for, as GCP knows them.',
    additionalProperties: false,
    required: ['member'],
    properties: {
      member: text('^user:\\w+@example\\.com$', 'a member, such as user:me@example.com', 'The member.'),
    },
  },
};

/** Both test clouds. */
export const testClouds: readonly CloudSchemas[] = [testAws, testGcp];
