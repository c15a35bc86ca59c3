import { describeCloudContract } from '@atoll/cloud/testing';
import { aws } from './cloud.ts';
import { exampleCase } from './testing/example-region.ts';

describeCloudContract(aws, [
  { title: 'internet, keys of the provider', ...exampleCase() },
  {
    title: 'internet, managed keys, nothing observed',
    ...exampleCase({ spec: { encryption: { keys: 'managed' } } }),
  },
  {
    title: 'private, both connections, observed',
    ...exampleCase({
      spec: {
        encryption: { keys: 'customer' },
        network: { cidr: '10.20.0.0/16', exposure: 'private', egress: 'transit', apiServer: {} },
      },
      aws: {
        customerKeyArn: 'arn:aws:kms:eu-west-1:111122223333:key/1a2b3c4d',
        privateConnections: [
          {
            type: 'privatelink',
            allowedPrincipals: ['arn:aws:iam::444455556666:root'],
            acceptanceRequired: true,
          },
          { type: 'transit-gateway', transitGatewayId: 'tgw-0a1b2c3d4e5f60718', routes: ['172.16.0.0/12'] },
        ],
      },
      observed: { vpcId: 'vpc-0f1e2d3c4b5a69788' },
    }),
  },
]);
