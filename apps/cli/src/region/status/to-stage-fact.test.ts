import { describe, expect, it } from 'vitest';
import { toStageFact } from './to-stage-fact.ts';

function rendered(timeout?: string) {
  return {
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: { name: 'network', namespace: 'region-eu-1' },
    spec: timeout === undefined ? {} : { timeout },
  };
}

const since = '2026-11-30T12:00:00Z';

describe(toStageFact, () => {
  it('says how a stage stands', () => {
    const condition = {
      type: 'Ready',
      status: 'False',
      reason: 'HealthCheckFailed',
      message: 'timeout',
      lastTransitionTime: since,
    };

    expect(
      toStageFact('control-plane', rendered('20m'), { status: { conditions: [condition] } }),
    ).toStrictEqual({
      half: 'control-plane',
      layer: 'network',
      timeoutMinutes: 20,
      ready: { status: 'False', reason: 'HealthCheckFailed', message: 'timeout', since },
    });
  });

  it.each([
    ['that is not there', undefined],
    ['that Flux has not looked at', {}],
    ['whose conditions are none', { status: { conditions: 'none' } }],
    ['with another condition', { status: { conditions: [{ type: 'Healthy', status: 'True' }] } }],
  ])('says nothing of one %s', (_what, live) => {
    expect(toStageFact('region', rendered('10m'), live)).not.toHaveProperty('ready');
  });

  it.each([
    ['1h30m', 90],
    ['90s', 1.5],
    [undefined, 30],
    ['soon', 30],
  ])('reads the timeout %s as %s minutes', (timeout, minutes) => {
    expect(toStageFact('region', rendered(timeout), undefined).timeoutMinutes).toBe(minutes);
  });
});
