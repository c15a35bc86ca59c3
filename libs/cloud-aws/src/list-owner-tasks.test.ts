import { describe, expect, it } from 'vitest';
import { deploymentRoleDocuments } from './iam/deployment-role.ts';
import { listOwnerTasks } from './list-owner-tasks.ts';
import { type ExampleOverrides, exampleRegion } from './testing/example-region.ts';

const customerKeyArn = 'arn:aws:kms:eu-west-1:111122223333:key/1a2b3c4d-0000-4000-8000-5e6f7a8b9c0d';
const always = [
  'IAM policy atoll-aws-eu-west-1-operators',
  'IAM policy atoll-aws-eu-west-1-workloads',
  'IAM policy atoll-aws-eu-west-1-deployment',
  'IAM policy atoll-aws-eu-west-1-deployment-data',
  'IAM policy atoll-aws-eu-west-1-deployment-iam',
  'IAM role atoll-aws-eu-west-1-deployment',
];
const delegation = 'Delegation of aws-eu-west-1.apps.example.com';

function detailOf(overrides: ExampleOverrides, what: string): string {
  const found = listOwnerTasks(exampleRegion(overrides)).filter((task) => task.what === what);
  return found.map(({ detail }) => detail).join('\n---\n');
}

function listWhat(overrides: ExampleOverrides): readonly string[] {
  return listOwnerTasks(exampleRegion(overrides)).map(({ what }) => what);
}

describe('what the owner has to do', () => {
  it('is to make both boundaries and the Deployment role, and to delegate the zone', () => {
    expect(listWhat({})).toEqual([...always, delegation]);
  });

  it('is told with the documents that IAM takes', () => {
    const [policy] = deploymentRoleDocuments(exampleRegion()).policies;

    const detail = detailOf({}, 'IAM policy atoll-aws-eu-west-1-deployment');

    expect(detail.startsWith('What Atoll may do with the network,')).toBe(true);
    expect(JSON.parse(detail.slice(detail.indexOf('{')))).toEqual(policy?.document);
  });

  it("is told with the owner's own name of the Deployment role, its policies, its tags and whom it trusts", () => {
    const detail = detailOf({ aws: { deploymentRole: 'Customer_Role' } }, 'IAM role Customer_Role');

    expect(detail.split('\n')[0]).toBe(
      'With the policies atoll-aws-eu-west-1-deployment, atoll-aws-eu-west-1-deployment-data, atoll-aws-eu-west-1-deployment-iam and the tags atoll:managed-by=atoll, atoll:region=aws-eu-west-1. Trust policy:',
    );
    expect(JSON.parse(detail.slice(detail.indexOf('{')))).toEqual(
      deploymentRoleDocuments(exampleRegion()).trust,
    );
  });

  it('is to allow each service that the region is granted beyond the ten', () => {
    const overrides = { spec: { access: { extraGrants: [{ service: 'ecr', reason: 'cache of images' }] } } };

    expect(detailOf(overrides, 'Rights on ecr for atoll-aws-eu-west-1-deployment')).toBe(
      'On that role, as narrow as you like, an inline policy or the managed policy atoll-aws-eu-west-1-deployment-extra; no other name, since Atoll may change every other policy in the names of its region. Asked for because: cache of images',
    );
  });

  it('is to let IAM, CloudWatch Logs and EC2 Auto Scaling use the own key', () => {
    const overrides = { spec: { encryption: { keys: 'customer' } }, aws: { customerKeyArn } } as const;

    const detail = detailOf(overrides, `Statements in the policy of key ${customerKeyArn}`);

    expect(JSON.parse(detail)).toMatchObject([
      { Sid: 'AccountDecidesByIam', Principal: { AWS: 'arn:aws:iam::111122223333:root' } },
      { Sid: 'LogsEncryptsTheRegionsGroups', Principal: { Service: 'logs.eu-west-1.amazonaws.com' } },
      { Sid: 'AutoScalingStartsNodes' },
      { Sid: 'AutoScalingAttachesDisks', Action: ['kms:CreateGrant'] },
    ]);
    expect(listWhat(overrides)).toHaveLength(always.length + 2);
  });

  it('is to give EC2 Auto Scaling a grant where the key belongs to another account', () => {
    const foreign = customerKeyArn.replace('111122223333', '444455556666');
    const overrides = {
      spec: { encryption: { keys: 'customer' } },
      aws: { customerKeyArn: foreign },
    } as const;

    expect(detailOf(overrides, `Grant on key ${foreign}`)).toBe(
      'The key belongs to another account, so a policy does not reach EC2 Auto Scaling. With an identity of account 111122223333 that may use the key: aws kms create-grant --region eu-west-1 --key-id arn:aws:kms:eu-west-1:444455556666:key/1a2b3c4d-0000-4000-8000-5e6f7a8b9c0d --grantee-principal arn:aws:iam::111122223333:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling --operations Encrypt Decrypt ReEncryptFrom ReEncryptTo GenerateDataKey GenerateDataKeyWithoutPlaintext DescribeKey CreateGrant',
    );
  });

  it.each([
    [
      'are still unknown',
      {},
      'NS records for aws-eu-west-1.apps.example.com in its parent domain; the name servers are known once `atoll observe` has seen the zone.',
    ],
    [
      'were observed',
      { observed: { nameServers: ['ns-1.awsdns-01.org', 'ns-2.awsdns-02.com'] } },
      'NS records for aws-eu-west-1.apps.example.com in its parent domain: ns-1.awsdns-01.org, ns-2.awsdns-02.com',
    ],
  ])('is to delegate to name servers that %s', (_title, overrides, expected) => {
    expect(detailOf(overrides, delegation)).toBe(expected);
  });

  it('is to let the private connections in', () => {
    const aws = {
      privateConnections: [
        {
          type: 'privatelink' as const,
          allowedPrincipals: ['arn:aws:iam::777788889999:root'],
          acceptanceRequired: true,
        },
        {
          type: 'transit-gateway' as const,
          transitGatewayId: 'tgw-0123456789abcdef0',
          routes: ['192.168.0.0/16'],
        },
      ],
    };

    expect(listOwnerTasks(exampleRegion({ aws })).slice(always.length + 1)).toEqual([
      {
        what: 'Attachment atoll-aws-eu-west-1-transit at Transit Gateway tgw-0123456789abcdef0',
        detail:
          'Where the gateway belongs to another account: share it with account 111122223333 before, and accept the attachment unless it accepts by itself. Its route tables have to lead 10.20.0.0/16 to the attachment.',
      },
      {
        what: 'Connections to the endpoint service atoll-aws-eu-west-1-privatelink',
        detail: 'Accept each of them by hand in account 111122223333, since acceptanceRequired is true.',
      },
    ]);
  });

  it('is nothing at an endpoint service that accepts by itself', () => {
    const allowedPrincipals = ['arn:aws:iam::777788889999:root'];
    const open = { type: 'privatelink' as const, allowedPrincipals, acceptanceRequired: false };

    expect(listWhat({ aws: { privateConnections: [open] } })).toEqual([...always, delegation]);
  });
});
