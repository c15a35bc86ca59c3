import type { AgentConfig } from '@atoll/agent-model';
import { describe, expect, it } from 'vitest';
import { createHalfRules } from './half-rules.ts';

function toConfig(drift: Partial<AgentConfig['drift']>, timeZone = 'UTC'): AgentConfig {
  return {
    apiVersion: 'config.atoll.dev/v1alpha1',
    kind: 'AgentConfig',
    region: 'eu-1',
    organization: 'example',
    cloud: 'aws',
    controlCluster: 'main',
    half: 'region',
    deploy: { url: 'https://git.example.com/deploy', branch: 'region/eu-1' },
    drift: { policy: 'observe', overrides: [], ignore: [], elastic: [], pauses: [], ...drift },
    maintenance: { timeZone, windows: [{ day: 'sun', start: '03:00', minutes: 60 }] },
    freezes: [],
    webhooks: [],
  };
}

describe(createHalfRules, () => {
  it.each([
    ['observe', 'observe'],
    ['notify', 'notify'],
    ['flux', 'notify'],
    ['apply', 'notify'],
  ] as const)('makes %s %s for an account that may not write', (policy, held) => {
    const config = toConfig({ policy, overrides: [{ match: { kind: 'ConfigMap' }, policy }] });

    expect(createHalfRules(false).of(config)).toMatchObject({ policy: held, overrides: [{ policy: held }] });
    expect(createHalfRules(true).of(config)).toMatchObject({ policy, overrides: [{ policy }] });
  });

  it('refuses a time zone that there is not', () => {
    expect(() => createHalfRules(true).of(toConfig({}, 'Europe/Nowhere'))).toThrow(
      expect.objectContaining({ code: 'ERR_HEALING_TIME_ZONE' }),
    );
  });
});
