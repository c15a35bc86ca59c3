import { describe, expect, it } from 'vitest';
import { exampleRegion } from '../testing/example-region.ts';
import { madeOperatorRoles, operatorRoleDocuments } from './operator-documents.ts';

const region = exampleRegion();

const operationsTrust = {
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'Operations',
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::444455556666:role/atoll-operations' },
      Action: ['sts:AssumeRole'],
      Condition: { StringEquals: { 'sts:ExternalId': 'example-external-id-1' } },
    },
  ],
};

describe('the documents of the operator roles', () => {
  it('are for Read-Only Operations one list of reading and one of what reading would give out', () => {
    const documents = operatorRoleDocuments(region, 'read-only-operations');

    expect(documents.trust).toEqual(operationsTrust);
    expect(documents.policies.map(({ name }) => name)).toEqual(['atoll-aws-eu-west-1-read-only-operations']);
    expect(documents.policies[0]?.document.Statement).toEqual([
      {
        Sid: 'Read',
        Effect: 'Allow',
        Action: [
          ...['Describe*', 'GetEbs*', 'GetImageBlockPublicAccessState', 'GetInstanceMetadataDefaults'].map(
            (name) => `ec2:${name}`,
          ),
          'ec2:GetInstanceTypesFromInstanceRequirements',
          ...['GetManagedPrefixList*', 'GetSecurityGroupsForVpc', 'GetSerialConsoleAccessStatus'].map(
            (name) => `ec2:${name}`,
          ),
          ...['GetSnapshotBlockPublicAccessState', 'GetSubnetCidrReservations', 'GetTransitGateway*'].map(
            (name) => `ec2:${name}`,
          ),
          ...['ec2:List*', 'ec2:SearchTransitGatewayRoutes', 'eks:Describe*', 'eks:List*'],
          ...[
            'iam:GenerateCredentialReport',
            'iam:GenerateServiceLastAccessedDetails',
            'iam:Get*',
            'iam:List*',
          ],
          ...['iam:SimulateCustomPolicy', 'iam:SimulatePrincipalPolicy'],
          ...['kms:Describe*', 'kms:GetKey*', 'kms:GetPublicKey', 'kms:List*'],
          ...['logs:Describe*', 'logs:FilterLogEvents', 'logs:Get*', 'logs:List*', 'logs:StartLiveTail'],
          ...[
            'logs:StartQuery',
            'logs:StopLiveTail',
            'logs:StopQuery',
            'rds:Describe*',
            'rds:ListTagsForResource',
          ],
          ...['route53:Get*', 'route53:List*', 'route53:TestDNSAnswer'],
          ...[
            's3:Get*Configuration',
            's3:GetAccountPublicAccessBlock',
            's3:GetBucket*',
            's3:ListAllMyBuckets',
          ],
          ...['s3:ListBucket*', 's3:ListTagsForResource'],
          ...['sts:DecodeAuthorizationMessage', 'sts:GetAccessKeyInfo', 'sts:GetCallerIdentity'],
        ],
        Resource: ['*'],
      },
      {
        Sid: 'NoSecrets',
        Effect: 'Deny',
        Action: [
          'ec2:DescribeInstanceAttribute',
          'ec2:DescribeLaunchTemplateVersions',
          'ec2:DescribeVpnConnections',
        ],
        Resource: ['*'],
      },
    ]);
  });

  it('are for Elevated Operations what is allowed, IAM, and what is denied whatever allows it', () => {
    const documents = operatorRoleDocuments(region, 'elevated-operations');

    expect(documents.trust).toEqual(operationsTrust);
    expect(sidsOf(documents.policies)).toEqual({
      'atoll-aws-eu-west-1-elevated-operations': ['Allow CreateReadUpdate', 'Allow KeysThroughServices'],
      'atoll-aws-eu-west-1-elevated-operations-iam': [
        'Allow ReadIam',
        'Allow OwnIam',
        'Deny OnlyWithBoundary',
        'Deny KeepBoundaries',
        'Deny NoPeople',
        'Deny OwnersOnly',
        'Deny NotOperators',
      ],
      'atoll-aws-eu-west-1-elevated-operations-limits': [
        'Deny NoDestroying',
        'Deny NoContentsNoRights',
        'Deny KeysNotByHand',
        'Deny NoDeletingOfRecords',
        'Deny KeyGrantsForServicesOnly',
        'Deny KeepLocks',
      ],
    });
  });

  it('are for the Limited Administrator without a grant a trust that nobody meets and policies bound to the region', () => {
    const documents = operatorRoleDocuments(region, 'limited-administrator');

    expect(documents.trust).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'Grant1',
          Effect: 'Allow',
          Principal: { AWS: 'arn:aws:iam::444455556666:role/atoll-operations' },
          Action: ['sts:AssumeRole'],
          Condition: {
            StringEquals: { 'sts:ExternalId': 'example-external-id-1' },
            DateGreaterThanEquals: { 'aws:CurrentTime': '1970-01-01T00:00:00Z' },
            DateLessThan: { 'aws:CurrentTime': '1970-01-01T00:00:00Z' },
          },
        },
      ],
    });
    expect(sidsOf(documents.policies)).toEqual({
      'atoll-aws-eu-west-1-limited-administrator': ['Allow OnTagged', 'Allow MadeByCluster'],
      'atoll-aws-eu-west-1-limited-administrator-named': [
        'Allow Buckets',
        'Allow Records',
        'Allow TagNamed',
        'Deny TagNothingElse',
      ],
      'atoll-aws-eu-west-1-limited-administrator-create': [
        'Allow CreateTagged',
        'Allow StartFromImages',
        'Allow KeysThroughServices',
      ],
      'atoll-aws-eu-west-1-limited-administrator-read': ['Allow Read'],
      'atoll-aws-eu-west-1-limited-administrator-iam': ['Allow ReadIam', 'Allow OwnIam', 'Allow OwnRoles'],
      'atoll-aws-eu-west-1-limited-administrator-limits': [
        'Deny OnlyWithBoundary',
        'Deny KeepBoundaries',
        'Deny NoPeople',
        'Deny OwnersOnly',
        'Deny NotOperators',
        'Deny KeepLocks',
        'Deny GrantIsOver',
      ],
    });
  });

  it.each(madeOperatorRoles)(
    'name exactly one principal in the trust of %s, also with several grants',
    (role) => {
      const grants = [
        { from: '2030-01-01T08:00:00Z', until: '2030-01-01T10:00:00Z' },
        { from: '2030-01-02T08:00:00Z', until: '2030-01-02T10:00:00Z' },
      ];
      const { Statement } = operatorRoleDocuments(region, role, grants).trust;

      const principals = new Set(Statement.map(({ Principal }) => JSON.stringify(Principal)));

      expect([...principals]).toEqual(['{"AWS":"arn:aws:iam::444455556666:role/atoll-operations"}']);
    },
  );
});

function sidsOf(policies: ReturnType<typeof operatorRoleDocuments>['policies']) {
  return Object.fromEntries(
    policies.map(({ name, document }) => [
      name,
      document.Statement.map(({ Effect, Sid }) => `${Effect} ${Sid}`),
    ]),
  );
}
