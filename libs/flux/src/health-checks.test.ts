import { describe, expect, it } from 'vitest';
import { checkManagedResources, checkProviders } from './health-checks.ts';

describe('checkManagedResources', () => {
  it('asks for Ready and Synced of every group, and never fails early', () => {
    expect(checkManagedResources(['ec2.aws.m.upbound.io/v1beta1'])).toStrictEqual([
      {
        apiVersion: 'ec2.aws.m.upbound.io/v1beta1',
        current:
          "status.conditions.exists(c, c.type == 'Ready' && c.status == 'True') && status.conditions.exists(c, c.type == 'Synced' && c.status == 'True')",
      },
    ]);
  });
});

describe('checkProviders', () => {
  it('asks for Installed and Healthy', () => {
    expect(checkProviders()).toStrictEqual([
      {
        apiVersion: 'pkg.crossplane.io/v1',
        kind: 'Provider',
        current:
          "status.conditions.exists(c, c.type == 'Installed' && c.status == 'True') && status.conditions.exists(c, c.type == 'Healthy' && c.status == 'True')",
      },
    ]);
  });
});
