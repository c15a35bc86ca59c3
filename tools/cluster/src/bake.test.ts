import { describe, expect, it } from 'vitest';

import { bakeKey } from './bake.ts';

const BINARIES = { etcd: '/b/etcd', kubeApiserver: '/b/kube-apiserver', fingerprint: 'one' };

describe('bakeKey', () => {
  it('changes with the definitions and with the programs', () => {
    const keys = [
      bakeKey({ binaries: BINARIES, crds: [crd('v1')] }),
      bakeKey({ binaries: BINARIES, crds: [crd('v2')] }),
      bakeKey({ binaries: { ...BINARIES, fingerprint: 'two' }, crds: [crd('v1')] }),
    ];

    expect(new Set(keys).size).toBe(3);
  });

  it('is the same for the same inputs', () => {
    expect(bakeKey({ binaries: BINARIES, crds: [crd('v1')] })).toBe(
      bakeKey({ binaries: BINARIES, crds: [crd('v1')] }),
    );
  });
});

function crd(version: string) {
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'widgets.test.example' },
    spec: {
      group: 'test.example',
      names: { plural: 'widgets' },
      versions: [{ name: version, served: true }],
    },
  };
}
