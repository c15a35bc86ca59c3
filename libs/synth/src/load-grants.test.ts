import { describe, expect, it } from 'vitest';
import { renderProblem } from '@atoll/core';
import type { Parsed } from '@atoll/region-config';
import type { LoadedRegion } from './load-region.ts';
import { findFreeze } from './load-freezes.ts';
import { synth, testOrganization } from './testing/render-objects.ts';

const REGION = JSON.stringify({
  apiVersion: 'config.atoll.dev/v1alpha1',
  kind: 'Region',
  metadata: { name: 'eu-west' },
  spec: {
    cloud: 'aws',
    location: 'eu-west-1',
    network: { cidr: '10.40.0.0/16' },
    dns: { domain: 'apps.example.com' },
    aws: { account: '111122223333', externalId: 'an-external-id-1' },
  },
});

const LIVE = '2026-10-01T09:00:00Z';

function grant(changes: Readonly<Record<string, unknown>> = {}, name = 'inc-42'): string {
  const spec = {
    role: 'limited-administrator',
    subject: { person: 'alice@example.com', aws: { principalArn: 'arn:aws:iam::444455556666:role/alice' } },
    from: '2026-10-01T08:00:00Z',
    until: '2026-10-01T10:00:00Z',
    reason: 'the database does not answer',
    ticket: 'INC-42',
    approvers: ['bob@example.com'],
    ...changes,
  };
  return JSON.stringify({
    apiVersion: 'config.atoll.dev/v1alpha1',
    kind: 'AccessGrant',
    metadata: { name },
    spec,
  });
}

function load(at: string, ...texts: readonly string[]): Parsed<LoadedRegion> {
  const files = texts.map((text) => {
    const { metadata } = JSON.parse(text) as { readonly metadata: { readonly name: string } };
    return { path: `regions/eu-west/access/${metadata.name}.yaml`, text };
  });
  const region = { path: 'regions/eu-west/region.yaml', text: REGION };
  return synth.loadRegion(
    { name: 'eu-west', region, observed: undefined, access: { files, at: new Date(at) } },
    testOrganization(),
  );
}

function loadValid(at: string, ...texts: readonly string[]): LoadedRegion {
  const loaded = load(at, ...texts);
  if ('problems' in loaded) throw new Error(loaded.problems.map(renderProblem).join('\n'));
  return loaded.value;
}

function problemsOf(loaded: Parsed<unknown>): readonly string[] {
  return 'value' in loaded
    ? []
    : loaded.problems.map((problem) => `${problem.code} ${renderProblem(problem)}`);
}

describe('the grants of a region', () => {
  it('reach the model with the identity of its cloud', () => {
    const { region, window } = loadValid(LIVE, grant());

    expect(region.grants).toStrictEqual([
      {
        id: 'inc-42',
        role: 'limited-administrator',
        person: 'alice@example.com',
        subject: { principalArn: 'arn:aws:iam::444455556666:role/alice' },
        from: '2026-10-01T08:00:00Z',
        until: '2026-10-01T10:00:00Z',
        phase: 'live',
        reason: 'the database does not answer',
        ticket: 'INC-42',
        approvers: ['bob@example.com'],
      },
    ]);
    expect(window).toStrictEqual({ since: '2026-10-01T08:00:00.000Z', until: '2026-10-01T10:00:00.000Z' });
  });

  it('change the rendering only when one begins or ends', () => {
    const digests = ['07:00:00', '07:59:59', '08:00:00', '09:59:59', '10:00:00', '21:59:59', '22:00:00'].map(
      (time) => {
        const [control] = synth.renderRegion(loadValid(`2026-10-01T${time}Z`, grant())).folders;
        return control.files.find(({ path }) => path === 'atoll.json')?.text;
      },
    );
    const [none] = synth.renderRegion(loadValid(LIVE)).folders;

    expect(new Set(digests.slice(0, 2)).size).toBe(1);
    expect(new Set(digests.slice(2, 4)).size).toBe(1);
    expect(new Set(digests.slice(4, 6)).size).toBe(1);
    expect(new Set(digests).size).toBe(4);
    expect(digests.at(-1)).toBe(none.files.find(({ path }) => path === 'atoll.json')?.text);
  });

  it.each([
    [
      'a role that the region does not have',
      { role: 'limited-administator' },
      'ERR_CONFIG_GRANT_ROLE regions/eu-west/access/inc-42.yaml:1:108 spec.role: region eu-west has no role "limited-administator"; did you mean "limited-administrator"?',
    ],
    [
      'no identity in the cloud of the region',
      { subject: { person: 'alice@example.com' } },
      'ERR_CONFIG_MISSING_FIELD regions/eu-west/access/inc-42.yaml:1:132 spec.subject.aws: is required and missing; region eu-west runs in aws, which has to know who the grant is for',
    ],
  ])('are refused with %s', (_, changes, problem) => {
    expect(problemsOf(load(LIVE, grant(changes)))).toStrictEqual([problem]);
  });

  it('may name a role that is gone once they are over', () => {
    expect(problemsOf(load('2026-10-01T10:00:00Z', grant({ role: 'night-shift' })))).toStrictEqual([]);
    expect(problemsOf(load('2026-10-01T09:59:59Z', grant({ role: 'night-shift' })))).toHaveLength(1);
  });

  it('have the rules of the cloud at their own files', () => {
    const arn = 'arn:aws-cn:iam::444455556666:role/alice';
    const subject = { person: 'alice@example.com', aws: { principalArn: arn } };

    const problems = problemsOf(load(LIVE, grant(), grant({ subject }, 'inc-43')));

    expect(problems).toStrictEqual([
      `ERR_CONFIG_AWS_PARTITION regions/eu-west/access/inc-43.yaml:1:194 spec.subject.aws.principalArn: ${arn} cannot be trusted in eu-west-1, which lies in aws; name an identity there.`,
    ]);
  });
});

describe('freezes', () => {
  function freeze(name: string, spec: Readonly<Record<string, unknown>>) {
    const value = {
      apiVersion: 'config.atoll.dev/v1alpha1',
      kind: 'Freeze',
      metadata: { name },
      spec: {
        from: '2026-12-20T00:00:00Z',
        until: '2027-01-04T00:00:00Z',
        reason: 'nobody is there',
        ...spec,
      },
    };
    return { path: `regions/fleet/freezes/${name}.yaml`, text: JSON.stringify(value) };
  }

  it('name regions of the fleet only', () => {
    const loaded = synth.loadFreezes(
      [freeze('winter', { regions: ['eu-west', 'eu-wset'] })],
      ['eu-west', 'us-east'],
    );

    expect(problemsOf(loaded)).toStrictEqual([
      'ERR_CONFIG_FREEZE_REGION regions/fleet/freezes/winter.yaml:1:205 spec.regions[1]: the fleet has no region "eu-wset"; did you mean "eu-west"?',
    ]);
  });

  it.each([
    ['2026-12-19T23:59:59Z', 'eu-west', undefined],
    ['2026-12-20T00:00:00Z', 'eu-west', 'all'],
    ['2026-12-20T00:00:00Z', 'us-east', 'one'],
    ['2027-01-03T23:59:59Z', 'us-east', 'one'],
    ['2027-01-04T00:00:00Z', 'eu-west', undefined],
    ['2027-01-04T00:00:00Z', 'us-east', 'one'],
    ['2027-02-01T00:00:00Z', 'us-east', undefined],
  ])('hold at %s for %s: %s, the one that lasts longest', (at, region, name) => {
    const files = [freeze('one', { until: '2027-02-01T00:00:00Z', regions: ['us-east'] }), freeze('all', {})];
    const loaded = synth.loadFreezes(files, ['eu-west', 'us-east']);

    const found = 'value' in loaded ? findFreeze(loaded.value, region, new Date(at)) : undefined;

    expect(found?.name).toBe(name);
  });
});

describe('the next moment', () => {
  const files = [
    { path: 'regions/eu-west/access/inc-42.yaml', text: grant() },
    { path: 'regions/eu-west/access/broken.yaml', text: 'kind: AccessGrant' },
    { path: 'regions/eu-west/region.yaml', text: REGION },
  ];

  it.each([
    ['2026-10-01T07:00:00Z', '2026-10-01T08:00:00.000Z'],
    ['2026-10-01T08:00:00Z', '2026-10-01T10:00:00.000Z'],
    ['2026-10-01T10:00:00Z', '2026-10-01T22:00:00.000Z'],
    ['2026-10-01T22:00:00Z', undefined],
  ])('behind %s is %s', (at, moment) => {
    expect(synth.nextMoment(files, new Date(at))?.toISOString()).toBe(moment);
  });
});
