import { describe, expect, it } from 'vitest';
import { toAppliedStage } from './to-applied-stage.ts';

const COMMIT = '0123456789abcdef0123456789abcdef01234567';

describe(toAppliedStage, () => {
  it('reads folder and commit of a Kustomization', () => {
    const kustomization = {
      apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
      kind: 'Kustomization',
      metadata: { name: 'platform', namespace: 'flux-system' },
      spec: { path: './regions/eu-1/platform', prune: true, suspend: true },
      status: {
        lastAppliedRevision: `region/eu-1@sha1:${COMMIT}`,
      },
    };

    expect(toAppliedStage(kustomization)).toStrictEqual({
      kustomization: 'flux-system/platform',
      stage: 'platform',
      folder: 'regions/eu-1/platform',
      commit: COMMIT,
      isSuspended: true,
    });
  });

  it.each([[undefined], [{}], [{ lastAppliedRevision: 'main@sha256:abc' }]])(
    'knows no commit with status %j',
    (status) => {
      const kustomization = {
        apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
        kind: 'Kustomization',
        metadata: { name: 'agent', namespace: 'region-eu-1' },
        spec: { path: 'control-plane/eu-1/agent/' },
        status,
      };

      expect(toAppliedStage(kustomization)).toStrictEqual({
        kustomization: 'region-eu-1/agent',
        stage: 'agent',
        folder: 'control-plane/eu-1/agent',
        isSuspended: false,
      });
    },
  );
});
