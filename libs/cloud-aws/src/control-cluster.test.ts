import { crossplaneSchemas } from '@atoll/crossplane';
import { joinSchemaSets, kubernetesSchemas } from '@atoll/typed-object';
import { App, Chart } from 'cdk8s';
import { describe, expect, it } from 'vitest';
import { buildControlCluster } from './control-cluster.ts';
import { exampleRegion } from './testing/example-region.ts';

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;
const organization = exampleRegion({
  organization: {
    providers: {
      registry: 'registry.example.com/crossplane',
      version: 'v2.6.0',
      digests: { 'provider-aws-ec2': DIGEST },
    },
  },
}).cloudOrganization;

describe("a control cluster's part of AWS", () => {
  it('is one provider for each group in use, the family, and one runtime config and account for all', () => {
    expect(build(['cloudwatchlogs.aws.m.upbound.io', 'ec2.aws.m.upbound.io'])).toEqual([
      {
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        metadata: {
          name: 'atoll-provider-aws',
          namespace: 'crossplane-system',
          annotations: { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::444455556666:role/atoll-control-plane' },
        },
      },
      {
        apiVersion: 'pkg.crossplane.io/v1beta1',
        kind: 'DeploymentRuntimeConfig',
        metadata: { name: 'atoll-provider-aws' },
        spec: {
          deploymentTemplate: {
            spec: {
              selector: {},
              template: {
                spec: {
                  serviceAccountName: 'atoll-provider-aws',
                  containers: [{ name: 'package-runtime', args: ['--poll=10m', '--max-reconcile-rate=100'] }],
                },
              },
            },
          },
        },
      },
      provider('provider-family-aws', 'registry.example.com/crossplane/provider-family-aws:v2.6.0'),
      provider(
        'provider-aws-cloudwatchlogs',
        'registry.example.com/crossplane/provider-aws-cloudwatchlogs:v2.6.0',
      ),
      provider('provider-aws-ec2', `registry.example.com/crossplane/provider-aws-ec2:v2.6.0@${DIGEST}`),
    ]);
  });

  it('names the family once, also when its own group is in use', () => {
    const names = build(['aws.m.upbound.io']).map(({ metadata }) => metadata.name);

    expect(names).toEqual(['atoll-provider-aws', 'atoll-provider-aws', 'provider-family-aws']);
  });

  it('is what the API server of Crossplane takes', () => {
    const schemas = joinSchemaSets([crossplaneSchemas, kubernetesSchemas]);

    const problems = build(['ec2.aws.m.upbound.io', 'eks.aws.m.upbound.io']).flatMap(schemas.validate);

    expect(problems).toEqual([]);
  });
});

function build(groups: readonly string[]): readonly { readonly metadata: { readonly name: string } }[] {
  const chart = new Chart(new App(), 'control-cluster');
  buildControlCluster(chart, { groups, organization });
  return chart.toJson();
}

function provider(name: string, image: string) {
  return {
    apiVersion: 'pkg.crossplane.io/v1',
    kind: 'Provider',
    metadata: { name },
    spec: { package: image, runtimeConfigRef: { name: 'atoll-provider-aws' } },
  };
}
