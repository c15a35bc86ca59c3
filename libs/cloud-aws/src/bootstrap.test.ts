import { describe, expect, it } from 'vitest';
import { addBootstrap } from './bootstrap.ts';
import { exampleRegion } from './testing/example-region.ts';
import { renderAdded } from './testing/render-added.ts';

describe('the bootstrap', () => {
  it("writes the cluster's kubeconfig into a Secret of the region's namespace", () => {
    expect(renderAdded(exampleRegion(), addBootstrap)).toEqual([
      {
        apiVersion: 'eks.aws.m.upbound.io/v1beta1',
        kind: 'ClusterAuth',
        metadata: {
          name: 'atoll-aws-eu-west-1-cluster',
          namespace: 'region-aws-eu-west-1',
          labels: { 'atoll.dev/region': 'aws-eu-west-1' },
        },
        spec: {
          managementPolicies: ['*'],
          providerConfigRef: { kind: 'ProviderConfig', name: 'aws' },
          forProvider: {
            region: 'eu-west-1',
            clusterNameRef: { name: 'atoll-aws-eu-west-1-cluster' },
            refreshPeriod: '10m0s',
          },
          writeConnectionSecretToRef: { name: 'atoll-aws-eu-west-1-kubeconfig' },
        },
      },
    ]);
  });

  it('is left to the owner when the configuration says so', () => {
    expect(renderAdded(exampleRegion({ spec: { bootstrap: 'manual' } }), addBootstrap)).toEqual([]);
  });
});
