import type { FromSchema } from 'json-schema-to-ts';

/** Principals that may be allowed to connect through PrivateLink. */
const PRIVATELINK_PRINCIPAL_PATTERN = '^arn:aws(-us-gov|-cn)?:iam::\\d{12}:(root|role/.+|user/.+)$';

/** `spec.aws` of a Region. */
export const awsRegionSchema = {
  type: 'object',
  description: 'What only AWS knows about the region.',
  additionalProperties: false,
  required: ['account', 'externalId', 'privateConnections'],
  properties: {
    account: {
      type: 'string',
      pattern: '^\\d{12}$',
      'x-form': 'twelve digits in quotes, such as "111122223333"',
      description: 'Account that owns everything in the region; twelve digits, quoted.',
      'x-source': '"our control plane identity requires access to a dedicated cloud account within your VPC"',
      'x-effect': 'Every resource is created in this account. It cannot be changed later.',
    },
    externalId: {
      type: 'string',
      pattern: '^[A-Za-z0-9+=,.@:/_-]{12,128}$',
      'x-form': '12 to 128 letters, digits and + = , . @ : / _ -, such as atoll-us-east-1-7c1f9b2e',
      description:
        "External id that the owner's trust policies demand: one for each region, hard to guess, not a secret.",
      'x-source': 'Design §4.2: trust uses an external id and exactly one principal.',
      'x-effect': "Nobody can make our identity act on this account by naming another customer's id.",
    },
    deploymentRole: {
      type: 'string',
      pattern: '^[A-Za-z0-9+=,.@_-]{1,64}$',
      'x-form': 'the name of a role, at most 64 letters, digits and + = , . @ _ -',
      description: 'Name of the Deployment role that the owner made. Absent: atoll-<region>-deployment.',
      'x-source':
        '"This IAM role will be created by you and shared with us to provision and manage the account." (Deployment Service Account Role)',
      'x-effect': 'The control cluster assumes this role; Atoll only observes it.',
    },
    zones: {
      type: 'array',
      minItems: 3,
      maxItems: 3,
      uniqueItems: true,
      items: {
        type: 'string',
        pattern: '^[a-z]{2}(-[a-z]+)+-\\d[a-z]$',
        'x-form': 'a zone, such as us-east-1a',
        description: 'An availability zone.',
      },
      description: 'The three availability zones. Absent: a, b and c of the location.',
      'x-source': '"three instances that are distributed over the cloud providers availability zones"',
      'x-effect': 'One subnet stands in each. They cannot be changed later.',
    },
    customerKeyArn: {
      type: 'string',
      pattern: '^arn:aws(-us-gov|-cn)?:kms:[a-z0-9-]+:\\d{12}:key/[A-Za-z0-9-]{1,64}$',
      'x-form': 'the ARN of a key, such as arn:aws:kms:eu-west-1:111122223333:key/1a2b3c4d',
      description: 'ARN of your KMS key (not of an alias), for encryption.keys: customer.',
      'x-source': '"Encryption keys can be provided by Akka or through your Key Management Store."',
      'x-effect':
        'Database, buckets, logs, secrets, disks of nodes and Kubernetes Secrets are encrypted with it; Atoll never makes, changes or deletes it. Its policy has to let IAM of the account decide, and let in CloudWatch Logs (logs.<location>.amazonaws.com) and the role of EC2 Auto Scaling.',
    },
    privateConnections: {
      type: 'array',
      default: [],
      maxItems: 2,
      description: 'Private connections to the region; at most one of each type.',
      'x-source':
        '"Optionally, customers can use either AWS Privatelink or AWS Transit Gateway to limit exposure on the Internet for communication."',
      'x-effect': 'See each type.',
      items: {
        type: 'object',
        description: 'One private connection.',
        required: ['type'],
        discriminator: { propertyName: 'type' },
        oneOf: [
          {
            type: 'object',
            description:
              'An endpoint service in front of the region, to which your VPCs connect with interface endpoints.',
            additionalProperties: false,
            required: ['type', 'allowedPrincipals', 'acceptanceRequired'],
            properties: {
              type: { type: 'string', const: 'privatelink', description: 'AWS PrivateLink.' },
              allowedPrincipals: {
                type: 'array',
                minItems: 1,
                maxItems: 50,
                uniqueItems: true,
                items: {
                  type: 'string',
                  pattern: PRIVATELINK_PRINCIPAL_PATTERN,
                  'x-form':
                    "the ARN of an account's root, a role or a user, such as arn:aws:iam::777788889999:root",
                  description: 'ARN of an account root, role or user.',
                },
                description: 'Principals that may create endpoints to the region.',
                'x-source': 'Requirement D4.',
                'x-effect': 'Nobody else even sees the service.',
              },
              acceptanceRequired: {
                type: 'boolean',
                default: true,
                description: 'Whether each connection has to be accepted by hand.',
                'x-source': 'Ours: closed unless opened.',
                'x-effect': 'false lets every allowed principal connect at once.',
              },
            },
          },
          {
            type: 'object',
            description: 'An attachment of the region to your Transit Gateway.',
            additionalProperties: false,
            required: ['type', 'transitGatewayId', 'routes'],
            properties: {
              type: { type: 'string', const: 'transit-gateway', description: 'AWS Transit Gateway.' },
              transitGatewayId: {
                type: 'string',
                pattern: '^tgw-[0-9a-f]{8,17}$',
                'x-form': 'the id of a Transit Gateway, such as tgw-0a1b2c3d4e5f60718',
                description: 'Your Transit Gateway, in this account or shared with it.',
                'x-source': 'Requirement D4.',
                'x-effect': 'The three subnets are attached to it.',
              },
              routes: {
                type: 'array',
                minItems: 1,
                maxItems: 40,
                uniqueItems: true,
                items: {
                  type: 'string',
                  pattern: '^(\\d{1,3}\\.){3}\\d{1,3}/(3[0-2]|[12]?\\d)$',
                  'x-form': 'an IPv4 range, such as 172.16.0.0/12',
                  description: 'An IPv4 range.',
                },
                description: 'Ranges that are routed to the Transit Gateway.',
                'x-source': 'Requirement D4.',
                'x-effect': 'One route a range in the route table of the region.',
              },
            },
          },
        ],
      },
    },
  },
} as const;

/** `spec.aws` of a Region, validated. */
export type AwsRegionSpec = FromSchema<typeof awsRegionSchema>;
