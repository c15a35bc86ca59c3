import { describe, expect, it } from 'vitest';
import { planNetwork } from './network-plan.ts';

describe('planNetwork', () => {
  it('cuts three subnets and opens the API server of an internet region to everybody', () => {
    const plan = planNetwork({
      cidr: '10.40.0.0/16',
      exposure: 'internet',
      egress: 'gateway',
      apiServer: {},
    });

    expect(plan).toStrictEqual({
      cidr: '10.40.0.0/16',
      subnets: ['10.40.0.0/18', '10.40.64.0/18', '10.40.128.0/18'],
      exposure: 'internet',
      egress: 'gateway',
      apiServer: { publicAccess: true, allowedCidrs: ['0.0.0.0/0'] },
    });
  });

  it('closes the API server of a private region', () => {
    const plan = planNetwork({ cidr: '10.40.0.0/21', exposure: 'private', egress: 'gateway', apiServer: {} });

    expect(plan.apiServer).toStrictEqual({ publicAccess: false, allowedCidrs: [] });
  });

  it('opens the API server of a private region to the ranges that are named', () => {
    const apiServer = { allowedCidrs: ['198.51.100.0/24'] };
    const plan = planNetwork({ cidr: '10.40.0.0/21', exposure: 'private', egress: 'transit', apiServer });

    expect(plan.apiServer).toStrictEqual({ publicAccess: true, allowedCidrs: ['198.51.100.0/24'] });
  });
});
