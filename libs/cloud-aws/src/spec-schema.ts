import type { FromSchema } from 'json-schema-to-ts';

/** An ARN of a role or a user, in any partition. */
const PRINCIPAL_PATTERN = '^arn:aws(-us-gov|-cn)?:iam::\\d{12}:(role|user)/[A-Za-z0-9+=,.@_/-]{1,512}$';

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
      description: 'Account that owns everything in the region; twelve digits, quoted.',
      'x-source': '"our control plane identity requires access to a dedicated cloud account within your VPC"',
      'x-effect': 'Every resource is created in this account. It cannot be changed later.',
    },
    externalId: {
      type: 'string',
      pattern: '^[A-Za-z0-9+=,.@:/_-]{12,128}$',
      description:
        "External id that the owner's trust policies demand: one for each region, hard to guess, not a secret.",
      'x-source': 'Design §4.2: trust uses an external id and exactly one principal.',
      'x-effect': "Nobody can make our identity act on this account by naming another customer's id.",
    },
    deploymentRole: {
      type: 'string',
      pattern: '^[A-Za-z0-9+=,.@_-]{1,64}$',
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
        description: 'An availability zone.',
      },
      description: 'The three availability zones. Absent: a, b and c of the location.',
      'x-source': '"three instances that are distributed over the cloud providers availability zones"',
      'x-effect': 'One subnet stands in each. They cannot be changed later.',
    },
    customerKeyArn: {
      type: 'string',
      pattern: '^arn:aws(-us-gov|-cn)?:kms:[a-z0-9-]+:\\d{12}:key/[A-Za-z0-9-]{1,64}$',
      description: 'ARN of your KMS key (not of an alias), for encryption.keys: customer.',
      'x-source': '"Encryption keys can be provided by Akka or through your Key Management Store."',
      'x-effect':
        'Database, buckets, logs, secrets and Kubernetes Secrets are encrypted with it; Atoll never makes or deletes it.',
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

/** `spec.aws` of an Organization. */
export const awsOrganizationSchema = {
  type: 'object',
  description: "The organization's identities and packages for AWS.",
  additionalProperties: false,
  required: ['controlPlaneRoleArn', 'operationsPrincipalArn', 'providers'],
  properties: {
    controlPlaneRoleArn: {
      type: 'string',
      pattern: PRINCIPAL_PATTERN,
      description:
        'Role that the control cluster runs Crossplane as; the only principal that the Deployment role trusts.',
      'x-source':
        '"It includes a trust policy that grants the control plane identity permission to assume the role"',
      'x-effect': "Annotation of the providers' ServiceAccount and principal in the trust policies.",
    },
    operationsPrincipalArn: {
      type: 'string',
      pattern: PRINCIPAL_PATTERN,
      description: 'Identity of the operations team; the only principal that the three operator roles trust.',
      'x-source':
        '"provides the Akka operations team with read-only access to infrastructure and Kubernetes"',
      'x-effect': 'Principal in the trust policies of the operator roles.',
    },
    providers: {
      type: 'object',
      description: 'Crossplane provider packages.',
      additionalProperties: false,
      required: ['registry', 'version', 'digests'],
      default: {},
      properties: {
        registry: {
          type: 'string',
          pattern: '^[a-z0-9.-]+(:\\d+)?(/[a-z0-9._-]+)+$',
          default: 'xpkg.upbound.io/upbound',
          description: 'Registry and path of the packages, such as your mirror.',
          'x-source': 'Crossplane: Provider.spec.package is a fully qualified name.',
          'x-effect': 'Where the control cluster pulls the providers from.',
        },
        version: {
          type: 'string',
          pattern: '^v\\d+\\.\\d+\\.\\d+$',
          default: 'v2.6.0',
          description: 'Version of the whole family; the schemas in this repository are of v2.6.0.',
          'x-source': 'Design §4: provider-upjet-aws v2.6.0.',
          'x-effect': 'Upgrades the providers of every region of the control cluster.',
        },
        digests: {
          type: 'object',
          description:
            'Digest of each package by its name, such as provider-aws-ec2; a package without one is pulled by version.',
          default: {},
          additionalProperties: {
            type: 'string',
            pattern: '^sha256:[0-9a-f]{64}$',
            description: 'A digest.',
          },
          'x-source': 'Design §4.12: image references carry a digest.',
          'x-effect': 'Pins the bytes; a moved tag is then not followed.',
        },
      },
    },
  },
} as const;

/** `spec.aws` of an Organization, validated. */
export type AwsOrganizationSpec = FromSchema<typeof awsOrganizationSchema>;

/** `spec.aws` of an Observed. */
export const awsObservedSchema = {
  type: 'object',
  description: 'Values that AWS assigned.',
  additionalProperties: false,
  properties: {
    keyArn: {
      type: 'string',
      pattern: '^arn:aws(-us-gov|-cn)?:kms:[a-z0-9-]+:\\d{12}:key/[A-Za-z0-9-]{1,64}$',
      description:
        "ARN of the region's own KMS key; the EKS cluster's Secrets are encrypted with it from then on.",
    },
    ingress: {
      type: 'object',
      description: "Network load balancer of the region's ingress, made by the controller inside the region.",
      additionalProperties: false,
      required: ['loadBalancerArn', 'hostname', 'hostedZoneId'],
      properties: {
        loadBalancerArn: {
          type: 'string',
          pattern:
            '^arn:aws(-us-gov|-cn)?:elasticloadbalancing:[a-z0-9-]+:\\d{12}:loadbalancer/net/[A-Za-z0-9-]{1,32}/[0-9a-f]{16}$',
          description:
            'ARN of the network load balancer; the PrivateLink endpoint service stands in front of it.',
        },
        hostname: {
          type: 'string',
          pattern: '^[A-Za-z0-9.-]{1,253}$',
          description: "DNS name of the load balancer; target of the region's address record.",
        },
        hostedZoneId: {
          type: 'string',
          pattern: '^Z[A-Z0-9]{4,31}$',
          description: 'Hosted zone of that DNS name, which an alias record needs.',
        },
      },
    },
    vpcId: { type: 'string', pattern: '^vpc-[0-9a-f]{8,17}$', description: 'Id of the VPC.' },
    oidcIssuer: {
      type: 'string',
      pattern: '^https://\\S+$',
      description: "Issuer of the cluster's service account tokens.",
    },
    zoneId: { type: 'string', pattern: '^Z[A-Z0-9]{4,31}$', description: 'Id of the Route 53 zone.' },
    nameServers: {
      type: 'array',
      items: { type: 'string', pattern: '^[A-Za-z0-9.-]{1,253}$', description: 'A name server.' },
      description: 'Name servers of the zone, to be delegated to from the parent domain.',
    },
    endpointServiceName: {
      type: 'string',
      pattern: '^com\\.amazonaws\\.vpce\\.[a-z0-9-]+\\.vpce-svc-[0-9a-f]{8,17}$',
      description: 'Name of the PrivateLink endpoint service, which your VPCs connect to.',
    },
    database: {
      type: 'object',
      description: 'The event store as it is now.',
      additionalProperties: false,
      properties: {
        arn: { type: 'string', pattern: '^arn:\\S+$', description: 'ARN of the instance.' },
        address: {
          type: 'string',
          pattern: '^[A-Za-z0-9.-]{1,253}$',
          description: 'Host name of the instance.',
        },
        instanceClass: { type: 'string', pattern: '^db\\.[a-z0-9.]+$', description: 'Class in force.' },
        allocatedGib: { type: 'integer', minimum: 1, description: 'Allocated storage in GiB.' },
      },
    },
  },
} as const;

/** `spec.aws` of an Observed, validated. */
export type AwsObservedSpec = FromSchema<typeof awsObservedSchema>;
