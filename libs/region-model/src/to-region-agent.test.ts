import type { OrganizationConfig, RegionConfig } from '@atoll/region-config';
import { describe, expect, it } from 'vitest';
import { toRegionAgent } from './to-region-agent.ts';

type AgentBlock = RegionConfig['spec']['agent'];
type SharedBlock = OrganizationConfig['spec']['agent'];

const WINDOW = { day: 'sun', start: '03:00', minutes: 60 };

function toAgent(agent: Partial<AgentBlock> = {}, shared: Partial<SharedBlock> = {}) {
  const config = {
    metadata: { name: 'eu-west-1' },
    spec: {
      maintenance: { window: WINDOW },
      agent: { access: 'read-only', drift: { policy: 'observe' }, webhooks: [], egress: {}, ...agent },
    },
  } as unknown as RegionConfig;
  const organization = {
    spec: { agent: { access: 'read-only', webhooks: [], egress: {}, ...shared } },
  } as unknown as OrganizationConfig;
  return toRegionAgent(config, organization, []);
}

describe(toRegionAgent, () => {
  it('is none without an image, neither here nor in the control cluster', () => {
    expect(toAgent()).toMatchObject({ image: undefined, control: undefined });
  });

  it("takes the organization's image, which is the control cluster's too", () => {
    const agent = toAgent({}, { image: 'x/agent@sha256:1' });

    expect(agent).toMatchObject({ image: 'x/agent@sha256:1', control: { access: 'read-only' } });
  });

  it('takes an image of its own for its own cluster alone', () => {
    expect(toAgent({ image: 'x/own@sha256:2' })).toMatchObject({
      image: 'x/own@sha256:2',
      control: undefined,
    });
  });

  it.each([
    ['read-only', 'read-only', 'read-only'],
    ['remediating', 'read-only', 'read-only'],
    ['read-only', 'remediating', 'read-only'],
    ['remediating', 'remediating', 'remediating'],
  ] as const)('is, %s by itself and %s by the organization, %s in the control half', (own, shared, both) => {
    const agent = toAgent({ access: own }, { image: 'x/agent@sha256:1', access: shared });

    expect(agent.access).toBe(own);
    expect(agent.control?.access).toBe(both);
  });

  it("has the region's window in UTC, unless it has windows of its own", () => {
    const own = {
      timeZone: 'Europe/Vienna',
      windows: [{ day: 'sat', start: '22:00', minutes: 90 }],
    } as const;

    expect(toAgent().maintenance).toStrictEqual({ timeZone: 'UTC', windows: [WINDOW] });
    expect(toAgent({ maintenance: { ...own, windows: [...own.windows] } }).maintenance).toStrictEqual(own);
  });

  it('asks tokens for the name of the region, unless it says otherwise', () => {
    const api = { tlsSecretName: 'tls', viewerGroups: ['a'], operatorGroups: ['b'] };

    expect(toAgent().executionApi).toBeUndefined();
    expect(toAgent({ executionApi: api }).executionApi?.audience).toBe('eu-west-1');
    expect(toAgent({ executionApi: { ...api, audience: 'x' } }).executionApi?.audience).toBe('x');
  });
});
