import { describe, expect, it } from 'vitest';

import { ManifestError } from './manifest-error.ts';
import { manifestFileName } from './manifest-path.ts';

describe('manifestFileName', () => {
  it('gives namespace, kind in lower case, and name', () => {
    const object = {
      apiVersion: 'ec2.aws.m.upbound.io/v1beta1',
      kind: 'VPC',
      metadata: { name: 'atoll-aws-us-east-1', namespace: 'region-aws-us-east-1' },
    };

    expect(manifestFileName(object)).toBe('region-aws-us-east-1.vpc.atoll-aws-us-east-1.yaml');
  });

  it('gives "_" for the namespace of a cluster-scoped object and keeps the dots of its name', () => {
    const object = { apiVersion: 'v1', kind: 'ClusterRole', metadata: { name: 'atoll.agent' } };

    expect(manifestFileName(object)).toBe('_.clusterrole.atoll.agent.yaml');
  });

  it.each(['con', 'nul', 'aux', 'prn', 'com1', 'lpt9'])(
    'refuses the namespace %s, a device on Windows',
    (namespace) => {
      const object = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a', namespace } };

      expect(() => manifestFileName(object)).toThrow(
        new ManifestError(
          'ERR_MANIFEST_NAME',
          `metadata.namespace "${namespace}" of Secret "a" is a device name on Windows, where "${namespace}.secret.a.yaml" cannot be a file: choose another namespace`,
        ),
      );
    },
  );

  it('allows a file name of 255 bytes and no more', () => {
    const named = (length: number) => ({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'a'.repeat(length) },
    });

    expect(manifestFileName(named(241))).toHaveLength(255);
    expect(() => manifestFileName(named(242))).toThrow(
      new ManifestError(
        'ERR_MANIFEST_NAME',
        `the file name "_.secret.${'a'.repeat(242)}.yaml" has 256 bytes, file systems allow 255: shorten metadata.name of Secret "${'a'.repeat(242)}"`,
      ),
    );
  });
});
