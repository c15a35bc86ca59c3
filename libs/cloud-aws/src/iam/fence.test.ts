import { describe, expect, it } from 'vitest';
import { exampleRegion } from '../testing/example-region.ts';
import { findFenceBreaks, serviceOfGroup } from './fence.ts';

const region = exampleRegion();

function objectOf(apiVersion: string, kind = 'Example') {
  return { apiVersion, kind, metadata: { name: 'atoll-x' } };
}

describe('findFenceBreaks', () => {
  it.each([
    ...['ec2', 'eks', 'iam', 'kms', 'cloudwatchlogs', 'rds', 'route53', 's3', 'secretsmanager'].map(
      (group) => `${group}.aws.m.upbound.io/v1beta1`,
    ),
    'aws.m.upbound.io/v1beta1',
    'kustomize.toolkit.fluxcd.io/v1',
    'v1',
  ])('lets %s pass', (apiVersion) => {
    expect(findFenceBreaks(objectOf(apiVersion), region)).toEqual([]);
  });

  it('refuses another service and says how to go on', () => {
    expect(findFenceBreaks(objectOf('elbv2.aws.m.upbound.io/v1beta1', 'LB'), region)).toEqual([
      {
        path: 'apiVersion',
        rule: 'fence',
        message:
          "LB atoll-x is of elbv2.aws.m.upbound.io, and elasticloadbalancing is not among the Deployment role's ten services. Render it without that service, or have the owner grant it: add {service: elasticloadbalancing, reason: …} to spec.access.extraGrants.",
      },
    ]);
  });

  it.each([
    'sqs',
    'sns',
    'cloudwatch',
    'backup',
    'ram',
    'acm',
    'autoscaling',
    'dynamodb',
    's3control',
    'route53resolver',
  ])('refuses %s', (group) => {
    expect(findFenceBreaks(objectOf(`${group}.aws.m.upbound.io/v1beta1`), region)).toHaveLength(1);
  });

  it('lets a granted service pass and no other', () => {
    const granting = exampleRegion({
      spec: { access: { extraGrants: [{ service: 'ecr', reason: 'pull-through cache of images' }] } },
    });

    const counts = ['ecr', 'ecrpublic'].map(
      (group) => findFenceBreaks(objectOf(`${group}.aws.m.upbound.io/v1beta1`), granting).length,
    );

    expect(counts).toEqual([0, 1]);
  });
});

describe('serviceOfGroup', () => {
  it.each([
    ['ecr', 'ecr'],
    ['cloudwatchlogs', 'logs'],
    ['elbv2', 'elasticloadbalancing'],
    ['acmpca', 'acm-pca'],
    ['configservice', 'config'],
  ])('calls %s %s', (group, service) => {
    expect(serviceOfGroup(`${group}.aws.m.upbound.io`)).toBe(service);
  });
});
