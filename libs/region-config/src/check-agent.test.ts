import { describe, expect, it } from 'vitest';
import { createConfigParser } from './config-parser.ts';
import { problemsOfRegion } from './testing/problems-of-region.ts';
import { testClouds } from './testing/test-clouds.ts';
import { minimalOrganization, minimalRegion } from './testing/test-region.ts';

/** Gives the problems of the minimal region with this agent, in YAML's flow style. */
function problemsOf(agent: string): readonly string[] {
  return problemsOfRegion(`${minimalRegion}  agent: ${agent}\n`);
}

const DIGEST = `sha256:${'0f'.repeat(32)}`;

describe('the agent of a region', () => {
  it.each([
    ['{}'],
    [`{ image: registry.example.com/atoll/agent@${DIGEST} }`],
    [`{ image: "registry.example.com:5000/atoll/agent:1.2.3@${DIGEST}" }`],
    ['{ access: remediating, drift: { policy: apply } }'],
    ['{ drift: { policy: notify, overrides: [{ match: { kind: VPC }, policy: observe }] } }'],
    [
      '{ drift: { pauses: [{ until: 2026-10-01T08:00:00Z, actor: alice, reason: a trial of the network }] } }',
    ],
    ['{ maintenance: { timeZone: Europe/Vienna, windows: [{ day: sat, start: "22:00", minutes: 120 }] } }'],
    ['{ executionApi: {} }'],
    ['{ executionApi: { issuer: https://login.example.com, jwksUrl: https://login.example.com/keys } }'],
  ])('may be %s', (agent) => {
    expect(problemsOf(agent)).toStrictEqual([]);
  });

  it.each([
    ['{ image: "registry.example.com/atoll/agent:1.2.3" }', 'a tag alone is refused'],
    ['{ image: agent }', 'expected an image with its registry and digest'],
    [
      '{ drift: { policy: flux } }',
      'ERR_CONFIG_AGENT_ACCESS 15:29 spec.agent.drift.policy: "flux" writes to the cluster, and spec.agent.access is "read-only"; set it to "remediating"',
    ],
    [
      '{ drift: { overrides: [{ match: { kind: VPC }, policy: apply }] } }',
      'spec.agent.drift.overrides[0].policy: "apply" writes to the cluster',
    ],
    [
      '{ drift: { ignore: [{ match: {}, reason: because of it }] } }',
      'spec.agent.drift.ignore[0].match: names nothing, so it would fit every object',
    ],
    [
      '{ drift: { ignore: [{ match: { kind: VPC }, until: 2026-02-30T00:00:00Z, reason: because of it }] } }',
      'is no day of the calendar',
    ],
    ['{ executionApi: { issuer: https://login.example.com } }', 'needs spec.agent.executionApi.jwksUrl'],
    ['{ executionApi: { jwksUrl: https://login.example.com/k } }', 'needs spec.agent.executionApi.issuer'],
    [
      '{ webhooks: [{ name: a, url: https://x.example.com, secretName: s }, { name: a, url: https://y.example.com, secretName: t }] }',
      'ERR_CONFIG_DUPLICATE 15:87 spec.agent.webhooks[1].name: "a" is the name of another webhook',
    ],
    ['{ webhooks: [{ name: a, url: http://x.example.com, secretName: s }] }', 'an address over https'],
    [
      '{ maintenance: { timeZone: Europe/Wien, windows: [{ day: sat, start: "22:00", minutes: 120 }] } }',
      '"Europe/Wien" is no time zone of the tz database',
    ],
    ['{ egress: { git: [] } }', 'expected a list of 1 to 40 items'],
  ])('must not be %s', (agent, message) => {
    const problems = problemsOf(agent);

    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(message);
  });

  it('has a webhook of a name once in an organization, too', () => {
    const hook = (url: string) => `{ name: a, url: ${url}, secretName: s }`;
    const text = `${minimalOrganization}  agent: { webhooks: [${hook('https://x.example.com')}, ${hook('https://y.example.com')}] }\n`;

    const parsed = createConfigParser(testClouds).parseOrganization('organization.yaml', text);

    expect(parsed).toMatchObject({ problems: [{ path: 'spec.agent.webhooks[1].name' }] });
  });
});
