import type { RenderedObject } from '@atoll/cloud';
import { describe, expect, it } from 'vitest';
import { lintAll } from './lint-all.ts';
import { exampleRegion } from './testing/example-region.ts';

const region = exampleRegion();
const vpc = ec2('VPC', 'vpc', { region: 'eu-west-1' });

describe('references', () => {
  it('to a rendered object pass', () => {
    expect(lintAll([vpc, ec2('Subnet', 'subnet', { vpcIdRef: { name: 'vpc' } })], region)).toEqual([]);
  });

  it('to nothing are found', () => {
    const subnet = ec2('Subnet', 'subnet', { vpcIdRef: { name: 'vcp' } });

    expect(lintAll([vpc, subnet], region)).toEqual([
      {
        object: subnet,
        path: 'spec.forProvider.vpcIdRef.name',
        rule: 'reference',
        message: 'VPC vcp is not rendered in region-aws-eu-west-1; it would be waited for without end.',
      },
    ]);
  });

  it('to an object of another kind are found', () => {
    const gateway = ec2('InternetGateway', 'vpc', {});

    const findings = lintAll([gateway, ec2('Subnet', 'subnet', { vpcIdRef: { name: 'vpc' } })], region);

    expect(findings.map(({ path }) => path)).toEqual(['spec.forProvider.vpcIdRef.name']);
  });

  it('in lists, nested blocks and initProvider are found by their place', () => {
    const subnetGroup = ec2('Thing', 'thing', {
      subnetIdRefs: [{ name: 'a' }, { name: 'b' }],
      vpcConfig: { rule: [{ kmsMasterKeyIdRef: { name: 'key' } }] },
    });
    const late = {
      ...subnetGroup,
      spec: { ...(subnetGroup.spec as object), initProvider: { roleRef: { name: 'role' } } },
    };

    expect(lintAll([late], region).map(({ path }) => path)).toEqual([
      'spec.forProvider.subnetIdRefs[0].name',
      'spec.forProvider.subnetIdRefs[1].name',
      'spec.forProvider.vpcConfig.rule[0].kmsMasterKeyIdRef.name',
      'spec.initProvider.roleRef.name',
    ]);
  });

  it.each([
    [
      'of an unknown field',
      { loadBalancerArnRef: { name: 'lb' } },
      'loadBalancerArnRef has no row in libs/cloud-aws/src/references.ts; add the kind that it names.',
    ],
    [
      'by selector',
      { vpcIdSelector: { matchLabels: { a: 'b' } } },
      'vpcIdSelector has no row in libs/cloud-aws/src/references.ts; add the kind that it names.',
    ],
    ['without a name', { vpcIdRef: {} }, 'vpcIdRef names no object.'],
    [
      'into another namespace',
      { vpcIdRef: { name: 'vpc', namespace: 'region-other' } },
      'vpcIdRef leaves the region: region-other is not region-aws-eu-west-1.',
    ],
  ])('%s are refused', (_title, forProvider, message) => {
    expect(
      lintAll([vpc, ec2('Subnet', 'subnet', forProvider)], region).map((finding) => finding.message),
    ).toEqual([message]);
  });

  it('to Secrets are no references to managed resources', () => {
    expect(
      lintAll([ec2('Thing', 'thing', { passwordSecretRef: { name: 'secret', key: 'password' } })], region),
    ).toEqual([]);
  });
});

function ec2(kind: string, name: string, forProvider: object): RenderedObject {
  return {
    apiVersion: 'ec2.aws.m.upbound.io/v1beta1',
    kind,
    metadata: { name, namespace: 'region-aws-eu-west-1' },
    spec: { forProvider },
  };
}
