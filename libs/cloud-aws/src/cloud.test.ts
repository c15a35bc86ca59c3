import { joinSchemaSets, kubernetesSchemas } from '@atoll/typed-object';
import { describe, expect, it } from 'vitest';
import { aws } from './cloud.ts';
import { findConnection } from './connections.ts';
import { buildRegion } from './testing/build-region.ts';
import { exampleRegion } from './testing/example-region.ts';
import { listNames } from './testing/render-added.ts';

const schemas = joinSchemaSets([...aws.schemaSets, kubernetesSchemas]);
const keyArn = 'arn:aws:kms:eu-west-1:111122223333:key/1a2b3c4d-0000-4000-8000-5e6f7a8b9c0d';
const ingress = {
  loadBalancerArn: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/net/in/50dc6c495c0c9188',
  hostname: 'in-50dc6c495c0c9188.elb.eu-west-1.amazonaws.com',
  hostedZoneId: 'Z2IFOLAFXWLO4F',
};

/** Regions that together take every branch of the constructs. */
const regions = {
  'on the internet with keys of AWS': exampleRegion(),
  'with a key of its own, not yet observed': exampleRegion({ spec: { encryption: { keys: 'managed' } } }),
  'with a key of its own, observed': exampleRegion({
    spec: { encryption: { keys: 'managed' } },
    observed: { keyArn, ingress },
  }),
  'private with everything': exampleRegion({
    spec: {
      network: {
        cidr: '10.20.0.0/21',
        exposure: 'private',
        egress: 'transit',
        apiServer: { allowedCidrs: ['203.0.113.0/24'] },
      },
      encryption: { keys: 'customer' },
      backup: { retentionDays: 35, objectLock: { mode: 'compliance', days: 90 } },
      persistence: { size: '2xlarge', engineVersion: '16', storage: { initialGib: 500, maxGib: 8000 } },
    },
    aws: {
      customerKeyArn: keyArn,
      privateConnections: [
        { type: 'transit-gateway', transitGatewayId: 'tgw-0123456789abcdef0', routes: ['192.168.0.0/16'] },
        {
          type: 'privatelink',
          allowedPrincipals: ['arn:aws:iam::777788889999:root'],
          acceptanceRequired: true,
        },
      ],
    },
    observed: { ingress },
  }),
  'bootstrapped by hand': exampleRegion({ spec: { bootstrap: 'manual' } }),
};

describe.each(Object.entries(regions))('a region %s', (_title, region) => {
  const objects = buildRegion(region);

  it('breaks no rule', () => {
    expect(aws.checkRegion(region)).toEqual([]);
  });

  it('renders only objects that the API server takes', () => {
    const problems = objects.flatMap((object) =>
      schemas.validate(object).map((problem) => ({ object: object.metadata.name, ...problem })),
    );

    expect(problems).toEqual([]);
  });

  it('passes the lint of each object and of all together', () => {
    expect(objects.flatMap((object) => aws.lint(object, region))).toEqual([]);
    expect(aws.lintAll(objects, region)).toEqual([]);
  });

  it("renders every name once, in the region's namespace or without one", () => {
    const names = objects.map(({ apiVersion, kind, metadata }) => `${apiVersion} ${kind} ${metadata.name}`);
    const namespaces = new Set(objects.map(({ metadata }) => metadata.namespace));

    expect(new Set(names).size).toBe(names.length);
    expect([...namespaces].sort()).toEqual(['region-aws-eu-west-1', undefined]);
  });

  it('renders what it waits for as soon as it was observed, and never before', () => {
    const waited = aws.listWaits(region).map(({ what }) => what);

    expect(listNames(objects).filter((name) => waited.includes(name))).toEqual([]);
    expect(waited.includes('Record atoll-aws-eu-west-1-host')).toBe(
      region.cloudObserved?.ingress === undefined,
    );
    expect(waited.includes('VPCEndpointService atoll-aws-eu-west-1-privatelink')).toBe(
      region.cloudObserved?.ingress === undefined && findConnection(region, 'privatelink') !== undefined,
    );
  });

  it('never gives a database, bucket, key, zone, log group or secret to deletion', () => {
    const kept = ['Instance', 'Bucket', 'Key', 'Alias', 'Zone', 'Group', 'Secret'];

    const policies = objects
      .filter(({ kind }) => kept.includes(kind))
      .flatMap(({ spec }) => (spec as { readonly managementPolicies: readonly string[] }).managementPolicies);

    expect(policies).not.toContain('Delete');
    expect(policies).not.toContain('*');
  });
});

describe('a region in another partition', () => {
  it.each([
    ['us-gov-west-1', 'aws-us-gov'],
    ['cn-north-1', 'aws-cn'],
  ])('such as %s names no ARN of the partition aws', (location, partition) => {
    const region = exampleRegion({
      location,
      spec: { encryption: { keys: 'managed' } },
      organization: {
        controlPlaneRoleArn: `arn:${partition}:iam::444455556666:role/atoll-control-plane`,
        operationsPrincipalArn: `arn:${partition}:iam::444455556666:role/atoll-operations`,
      },
    });

    const foreign = listNames(
      buildRegion(region).filter((object) => JSON.stringify(object).includes('arn:aws:')),
    );

    expect(foreign).toEqual([]);
  });
});

describe('the cloud', () => {
  it('names the account and the Secret with the kubeconfig', () => {
    const region = exampleRegion();

    expect(aws.accountOf(region)).toBe('111122223333');
    expect(aws.kubeconfigSecretOf(region)).toBe('atoll-aws-eu-west-1-kubeconfig');
  });

  it('leaves the kubeconfig out when the owner installs Flux', () => {
    const kinds = buildRegion(regions['bootstrapped by hand']).map(({ kind }) => kind);

    expect(kinds).not.toContain('ClusterAuth');
  });
});
