import { describe, expect, it } from 'vitest';
import { nlbHostedZones } from './nlb-hosted-zones.ts';
import { toIngress } from './to-ingress.ts';

const ACCOUNT = '111122223333';

describe('the ingress of a DNS name', () => {
  it.each([
    [
      'k8s-ingress-main-0a1b2c3d4e-50dc6c495c0c9188.elb.eu-west-1.amazonaws.com',
      'eu-west-1',
      'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/net/k8s-ingress-main-0a1b2c3d4e/50dc6c495c0c9188',
      'Z2IFOLAFXWLO4F',
    ],
    [
      'in-50dc6c495c0c9188.elb.us-gov-east-1.amazonaws.com',
      'us-gov-east-1',
      'arn:aws-us-gov:elasticloadbalancing:us-gov-east-1:111122223333:loadbalancer/net/in/50dc6c495c0c9188',
      'Z1ZSMQQ6Q24QQ8',
    ],
    [
      'in-50dc6c495c0c9188.elb.cn-north-1.amazonaws.com.cn',
      'cn-north-1',
      'arn:aws-cn:elasticloadbalancing:cn-north-1:111122223333:loadbalancer/net/in/50dc6c495c0c9188',
      'Z3QFB96KMJ7ED6',
    ],
  ])('%s has ARN and hosted zone', (hostname, location, loadBalancerArn, hostedZoneId) => {
    expect(toIngress(hostname, location, ACCOUNT)).toEqual({ loadBalancerArn, hostname, hostedZoneId });
  });

  it.each([
    ['an application load balancer', 'in-1234567890.eu-west-1.elb.amazonaws.com', 'eu-west-1'],
    ['a load balancer elsewhere', 'in-50dc6c495c0c9188.elb.eu-west-3.amazonaws.com', 'eu-west-1'],
    ['a location without a known zone', 'in-50dc6c495c0c9188.elb.xx-north-9.amazonaws.com', 'xx-north-9'],
    ['an id of the wrong length', 'in-50dc6c495c0c91.elb.eu-west-1.amazonaws.com', 'eu-west-1'],
    [
      'a name that is too long',
      `${'a'.repeat(33)}-50dc6c495c0c9188.elb.eu-west-1.amazonaws.com`,
      'eu-west-1',
    ],
  ])('is unknown for %s', (_title, hostname, location) => {
    expect(toIngress(hostname, location, ACCOUNT)).toBeUndefined();
  });
});

describe('the hosted zones of network load balancers', () => {
  it('are different for every location and have the form that observed.yaml demands', () => {
    const zones = Object.values(nlbHostedZones);

    expect(new Set(zones).size).toBe(zones.length);
    expect(zones.filter((zone) => !/^Z[A-Z0-9]{4,31}$/.test(zone))).toEqual([]);
  });
});
