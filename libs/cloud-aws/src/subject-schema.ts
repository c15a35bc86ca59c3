import type { FromSchema } from 'json-schema-to-ts';

/** A role, a user, or one session of a role, in any partition; never a whole account, and no wildcard. */
const SUBJECT_PATTERN =
  '^arn:aws(-us-gov|-cn)?:(iam::\\d{12}:(role|user)/[A-Za-z0-9+=,.@_/-]{1,512}|sts::\\d{12}:assumed-role/[A-Za-z0-9+=,.@_-]{1,64}/[A-Za-z0-9+=,.@_-]{2,64})$';

/** `spec.subject.aws` of an AccessGrant. */
export const awsSubjectSchema = {
  type: 'object',
  description: 'Who the grant is for, as AWS knows them.',
  additionalProperties: false,
  required: ['principalArn'],
  properties: {
    principalArn: {
      type: 'string',
      pattern: SUBJECT_PATTERN,
      'x-form':
        'the ARN of a role, a user, or one session of a role, such as arn:aws:sts::999999999999:assumed-role/engineer/alice@example.com',
      description:
        'Principal that may assume the granted role. Take the session of a role where many people share the role, as with IAM Identity Center.',
      'x-source':
        '"It includes a trust policy that grants the control plane identity permission to assume the role"',
      'x-effect': "Principal in a statement of the granted role's trust policy, bound to the grant's span.",
    },
  },
} as const;

/** `spec.subject.aws` of an AccessGrant, validated. */
export type AwsSubject = FromSchema<typeof awsSubjectSchema>;
