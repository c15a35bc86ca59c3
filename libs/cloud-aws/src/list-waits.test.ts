import { describe, expect, it } from 'vitest';
import { listWaits } from './list-waits.ts';
import { exampleRegion } from './testing/example-region.ts';

const controller = "the load balancer controller in the region's cluster";
const keyArn = 'arn:aws:kms:eu-west-1:111122223333:key/1a2b3c4d-0000-4000-8000-5e6f7a8b9c0d';
const ingress = {
  loadBalancerArn: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/net/in/50dc6c495c0c9188',
  hostname: 'in-50dc6c495c0c9188.elb.eu-west-1.amazonaws.com',
  hostedZoneId: 'Z2IFOLAFXWLO4F',
};
const host = { what: 'Record atoll-aws-eu-west-1-host', field: 'spec.aws.ingress', source: controller };

describe('a region', () => {
  it('waits with its host for the load balancer', () => {
    expect(listWaits(exampleRegion())).toEqual([host]);
  });

  it('with a key of its own waits with the encryption of Secrets for the ARN', () => {
    expect(
      listWaits(exampleRegion({ spec: { encryption: { keys: 'managed' } }, observed: { ingress } })),
    ).toEqual([
      {
        what: 'encryptionConfig of Cluster atoll-aws-eu-west-1-cluster',
        field: 'spec.aws.keyArn',
        source: 'status of Key atoll-aws-eu-west-1-key',
      },
    ]);
  });

  it('with PrivateLink waits with the endpoint service too', () => {
    const aws = {
      privateConnections: [
        {
          type: 'privatelink' as const,
          allowedPrincipals: ['arn:aws:iam::777788889999:root'],
          acceptanceRequired: true,
        },
      ],
    };

    expect(listWaits(exampleRegion({ aws }))).toEqual([
      host,
      {
        what: 'VPCEndpointService atoll-aws-eu-west-1-privatelink',
        field: 'spec.aws.ingress',
        source: controller,
      },
    ]);
  });

  it('waits for nothing once everything was observed', () => {
    const region = exampleRegion({
      spec: { encryption: { keys: 'managed' } },
      observed: { keyArn, ingress },
    });

    expect(listWaits(region)).toEqual([]);
  });
});
