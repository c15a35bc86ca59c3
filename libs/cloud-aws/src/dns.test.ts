import { describe, expect, it } from 'vitest';
import { addDns } from './dns.ts';
import { exampleRegion } from './testing/example-region.ts';
import { findObject, forProviderOf, listNames, renderAdded } from './testing/render-added.ts';

const ingress = {
  loadBalancerArn: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/net/in/50dc6c495c0c9188',
  hostname: 'in-50dc6c495c0c9188.elb.eu-west-1.amazonaws.com',
  hostedZoneId: 'Z2IFOLAFXWLO4F',
};

describe('the DNS of a region', () => {
  it('is a zone of its own that is never destroyed, and a wildcard for its host', () => {
    const objects = renderAdded(exampleRegion(), addDns);

    expect(listNames(objects)).toEqual([
      'Zone atoll-aws-eu-west-1-zone',
      'Record atoll-aws-eu-west-1-wildcard',
    ]);
    expect(findObject(objects, 'Zone').spec).toMatchObject({
      managementPolicies: ['Observe', 'Create', 'Update', 'LateInitialize'],
      forProvider: { name: 'aws-eu-west-1.apps.example.com', forceDestroy: false },
    });
    expect(forProviderOf(objects, 'Record')).toEqual({
      zoneIdRef: { name: 'atoll-aws-eu-west-1-zone' },
      name: '*.aws-eu-west-1.apps.example.com',
      type: 'CNAME',
      ttl: 60,
      records: ['aws-eu-west-1.apps.example.com'],
    });
  });

  it('points its host at the load balancer as soon as that was observed', () => {
    const objects = renderAdded(exampleRegion({ observed: { ingress } }), addDns);

    expect(forProviderOf(objects, 'Record', 'atoll-aws-eu-west-1-host')).toEqual({
      zoneIdRef: { name: 'atoll-aws-eu-west-1-zone' },
      name: 'aws-eu-west-1.apps.example.com',
      type: 'A',
      alias: { name: ingress.hostname, zoneId: 'Z2IFOLAFXWLO4F', evaluateTargetHealth: false },
    });
  });
});
