import type { FromSchema } from 'json-schema-to-ts';

/** An ARN of a role or a user, in any partition. */
const PRINCIPAL_PATTERN = '^arn:aws(-us-gov|-cn)?:iam::\\d{12}:(role|user)/[A-Za-z0-9+=,.@_/-]{1,512}$';

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
      'x-form': 'the ARN of a role or a user, such as arn:aws:iam::999999999999:role/operations',
      description:
        'Role that the control cluster runs Crossplane as; the only principal that the Deployment role trusts.',
      'x-source':
        '"It includes a trust policy that grants the control plane identity permission to assume the role"',
      'x-effect': "Annotation of the providers' ServiceAccount and principal in the trust policies.",
    },
    operationsPrincipalArn: {
      type: 'string',
      pattern: PRINCIPAL_PATTERN,
      'x-form': 'the ARN of a role or a user, such as arn:aws:iam::999999999999:role/operations',
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
          'x-form': 'a registry and a path, such as registry.example.com/upbound',
          default: 'xpkg.upbound.io/upbound',
          description: 'Registry and path of the packages, such as your mirror.',
          'x-source': 'Crossplane: Provider.spec.package is a fully qualified name.',
          'x-effect': 'Where the control cluster pulls the providers from.',
        },
        version: {
          type: 'string',
          pattern: '^v\\d+\\.\\d+\\.\\d+$',
          'x-form': 'a version, such as v2.6.0',
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
            'x-form': 'a digest: sha256: and 64 hexadecimal digits',
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
