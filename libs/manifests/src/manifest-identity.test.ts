import { describe, expect, it } from 'vitest';

import { ManifestError } from './manifest-error.ts';
import { parseIdentity } from './manifest-identity.ts';

const CODE = 'ERR_MANIFEST_NAME';

describe('parseIdentity', () => {
  it('gives group, kind, namespace and name of an object', () => {
    const object = {
      apiVersion: 'ec2.aws.m.upbound.io/v1beta1',
      kind: 'VPC',
      metadata: { name: 'a.b', namespace: 'region-a' },
    };

    expect(parseIdentity(object)).toEqual({
      group: 'ec2.aws.m.upbound.io',
      kind: 'VPC',
      namespace: 'region-a',
      name: 'a.b',
    });
  });

  it('gives an empty group and no namespace for a cluster-scoped core object', () => {
    const object = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'region-a' } };

    expect(parseIdentity(object)).toEqual({
      group: '',
      kind: 'Namespace',
      namespace: undefined,
      name: 'region-a',
    });
  });

  it.each(['system:node', 'A', 'a_b', 'a..b', '.a', 'a.', '-a', 'a-', 'a/b', '../a', 'é', 'a'.repeat(254)])(
    'refuses the name %j',
    (name) => {
      const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } };

      expect(() => parseIdentity(object)).toThrow(
        new ManifestError(
          CODE,
          `metadata.name "${name}" of ConfigMap must be an RFC 1123 subdomain (lower-case letters, digits, "-" and "." between them, at most 253 characters), because it is part of a file name on every system: choose another name`,
        ),
      );
    },
  );

  it.each(['', '_', 'a.b', 'A', 'a-', 'a'.repeat(64), 7, null])('refuses the namespace %j', (namespace) => {
    const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace } };

    expect(() => parseIdentity(object)).toThrow(
      new ManifestError(
        CODE,
        `metadata.namespace ${JSON.stringify(namespace)} of ConfigMap "a" must be an RFC 1123 label (lower-case letters, digits and "-" between them, at most 63 characters)`,
      ),
    );
  });

  it.each([
    [{}, 'kind must be a non-empty string, not undefined'],
    [{ kind: 'A/B' }, 'kind "A/B" must be letters and digits, a capital first'],
    [{ kind: 'Secret', apiVersion: 1 }, 'apiVersion must be a non-empty string, not 1'],
    [{ kind: 'Secret', apiVersion: 'v1' }, 'metadata.name must be a non-empty string, not undefined'],
    [
      { kind: 'Secret', apiVersion: 'v1', metadata: { name: '' } },
      'metadata.name must be a non-empty string, not ""',
    ],
  ])('refuses the object %j', (object, message) => {
    expect(() => parseIdentity(object)).toThrow(new ManifestError(CODE, message));
  });
});
