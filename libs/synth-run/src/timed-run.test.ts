import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { renderProblem } from '@atoll/core';
import { describe, expect, it } from 'vitest';
import { nextChange } from './next-change.ts';
import { createTemporaryFleet, type TemporaryFleet } from './testing/temporary-fleet.ts';

const GRANT = 'regions/aws-us-west-2/access/inc-42.yaml';
const FREEZE = 'regions/fleet/freezes/winter.yaml';
const TRUST =
  'control-plane/aws-us-west-2/identity/region-aws-us-west-2.role.atoll-aws-us-west-2-limited-administrator.yaml';
const BINDING =
  'control-plane/aws-us-west-2/cluster/region-aws-us-west-2.accesspolicyassociation.atoll-aws-us-west-2-limited-administrator.yaml';

const TOLD = 'regions/aws-us-west-2/agent/atoll-system.configmap.atoll-agent.yaml';

const GRANT_TEXT = `apiVersion: config.atoll.dev/v1alpha1
kind: AccessGrant
metadata:
  name: inc-42
spec:
  role: limited-administrator
  subject:
    person: alice@example.com
    aws:
      principalArn: arn:aws:iam::444455556666:role/alice
  from: 2026-10-01T08:00:00Z
  until: 2026-10-01T10:00:00Z
  reason: the database does not answer
  ticket: INC-42
  approvers: [bob@example.com]
`;

const FREEZE_TEXT = `apiVersion: config.atoll.dev/v1alpha1
kind: Freeze
metadata:
  name: winter
spec:
  from: 2026-12-20T00:00:00Z
  until: 2027-01-04T00:00:00Z
  reason: nobody is there to mend it
`;

function write(fleet: TemporaryFleet, path: string, text: string): void {
  mkdirSync(dirname(join(fleet.root, path)), { recursive: true });
  fleet.write(path, text);
}

async function synthAt(fleet: TemporaryFleet, time: string): Promise<readonly string[]> {
  const { regions, problems } = await fleet.synth({ at: new Date(time) });
  expect(problems).toStrictEqual([]);
  return regions.filter(({ outcome }) => outcome === 'rendered').map(({ name }) => name);
}

function show(fleet: TemporaryFleet, path: string): string {
  return fleet.git('ls-tree', '--name-only', 'main', path) === '' ? '' : fleet.git('show', `main:${path}`);
}

describe('a run in a fleet with a grant', () => {
  it('renders the region again when the grant begins, ends and is over for good, and at no other time', async () => {
    using fleet = createTemporaryFleet();
    await synthAt(fleet, '2026-10-01T06:00:00Z');
    const before = fleet.git('rev-parse', 'main');
    const [oldTrust] = [show(fleet, TRUST)];
    write(fleet, GRANT, GRANT_TEXT);

    const seen: string[] = [];
    for (const time of ['06:30', '07:00', '08:00', '09:00', '10:00', '21:00', '22:00', '23:00']) {
      const rendered = await synthAt(fleet, `2026-10-01T${time}:00Z`);
      const hasTrust = show(fleet, TRUST).includes('inc-42');
      const hasBinding = show(fleet, BINDING) !== '';
      seen.push(
        `${time} rendered ${rendered.length} trust ${String(hasTrust)} binding ${String(hasBinding)}`,
      );
    }

    expect(seen).toStrictEqual([
      '06:30 rendered 1 trust true binding false',
      '07:00 rendered 0 trust true binding false',
      '08:00 rendered 1 trust true binding true',
      '09:00 rendered 0 trust true binding true',
      '10:00 rendered 1 trust false binding false',
      '21:00 rendered 0 trust false binding false',
      '22:00 rendered 1 trust false binding false',
      '23:00 rendered 0 trust false binding false',
    ]);
    expect(show(fleet, TRUST)).toBe(oldTrust);
    expect(fleet.git('diff', '--name-only', before, 'main')).toBe('');
  });

  it('renders it again also when --at goes back', async () => {
    using fleet = createTemporaryFleet();
    write(fleet, GRANT, GRANT_TEXT);
    await synthAt(fleet, '2026-10-02T00:00:00Z');

    const rendered = await synthAt(fleet, '2026-10-01T09:00:00Z');

    expect(rendered).toStrictEqual(['aws-us-west-2']);
    expect(show(fleet, TRUST)).toContain('inc-42');
  });

  it('keeps the last rendering of a region whose grant is broken, and says so in every run', async () => {
    using fleet = createTemporaryFleet();
    write(fleet, GRANT, GRANT_TEXT);
    await synthAt(fleet, '2026-10-01T09:00:00Z');
    fleet.edit(GRANT, '[bob@example.com]', '[]');

    const runs = [await fleet.synth(), await fleet.synth()];

    for (const { problems, regions } of runs) {
      expect(problems.map(renderProblem)).toStrictEqual([
        `${GRANT}:15:3 spec.approvers: "limited-administrator" needs at least one approver who is not "alice@example.com"; name whoever agrees`,
      ]);
      expect(regions.find(({ name }) => name === 'aws-us-west-2')?.outcome).toBe('failed');
    }
    expect(show(fleet, TRUST)).toContain('inc-42');
  });
});

describe('a grant whose end comes late', () => {
  const LONG = GRANT_TEXT.replace('until: 2026-10-01T10:00:00Z', 'until: 2026-10-03T08:00:00Z').replace(
    'limited-administrator',
    'elevated-operations',
  );
  const DENIAL =
    'control-plane/aws-us-west-2/identity/region-aws-us-west-2.policy.atoll-aws-us-west-2-elevated-operations-grants.yaml';

  async function denialsAt(fleet: TemporaryFleet, times: readonly string[]): Promise<readonly string[]> {
    const seen: string[] = [];
    for (const time of times) {
      await synthAt(fleet, `2026-10-${time}:00Z`);
      const until = /"aws:CurrentTime":\s*"([^"]+)"/.exec(show(fleet, DENIAL).replaceAll('\\', ''))?.[1];
      seen.push(`${time} ${until ?? 'none'}`);
    }
    return seen;
  }

  it('shuts out its sessions for the longest of them, counted from the publication', async () => {
    using fleet = createTemporaryFleet();
    write(fleet, GRANT, LONG);
    await synthAt(fleet, '2026-10-01T08:00:00Z');
    fleet.edit(GRANT, '2026-10-03T08:00:00Z', '2026-10-01T09:00:00Z');

    const seen = await denialsAt(fleet, ['02T06:00', '02T17:59', '02T18:00']);

    expect(seen).toStrictEqual([
      '02T06:00 2026-10-01T09:00:00Z',
      '02T17:59 2026-10-01T09:00:00Z',
      '02T18:00 none',
    ]);
  });

  it('is the publication where the file of a live one is deleted, also when the cache was lost', async () => {
    using fleet = createTemporaryFleet();
    await synthAt(fleet, '2026-09-01T08:00:00Z');
    const before = fleet.git('rev-parse', 'main');
    write(fleet, GRANT, LONG);
    await synthAt(fleet, '2026-10-01T08:00:00Z');
    fleet.remove(GRANT);

    const first = await denialsAt(fleet, ['01T20:00']);
    fleet.remove('deploy/.git/atoll');
    const later = await denialsAt(fleet, ['02T07:59', '02T08:00']);

    expect([...first, ...later]).toStrictEqual([
      '01T20:00 2026-10-01T20:00:00Z',
      '02T07:59 2026-10-01T20:00:00Z',
      '02T08:00 none',
    ]);
    expect(fleet.git('diff', '--name-only', before, 'main')).toBe('');
  });
});

describe('a run in a fleet with a freeze', () => {
  it('tells the agents of it until it has ended, and is idle otherwise', async () => {
    using fleet = createTemporaryFleet();
    await synthAt(fleet, '2026-12-01T00:00:00Z');
    const before = fleet.git('rev-parse', 'main');
    write(fleet, FREEZE, FREEZE_TEXT);

    const seen: string[] = [];
    for (const time of ['2026-12-02', '2026-12-20', '2027-01-03', '2027-01-04', '2027-02-01']) {
      const rendered = await synthAt(fleet, `${time}T00:00:00Z`);
      seen.push(`${time} rendered ${rendered.length} told ${String(show(fleet, TOLD).includes('winter'))}`);
    }

    expect(seen).toStrictEqual([
      '2026-12-02 rendered 3 told true',
      '2026-12-20 rendered 0 told true',
      '2027-01-03 rendered 0 told true',
      '2027-01-04 rendered 3 told false',
      '2027-02-01 rendered 0 told false',
    ]);
    expect(fleet.git('diff', '--name-only', before, 'main')).toBe('');
  });

  it('says nothing of it to regions without an agent', async () => {
    using fleet = createTemporaryFleet();
    fleet.edit('regions/fleet/organization.yaml', /^ {4}image: .*\n/m, '');
    await synthAt(fleet, '2026-12-01T00:00:00Z');
    const before = fleet.git('rev-parse', 'main');
    write(fleet, FREEZE, FREEZE_TEXT);

    await synthAt(fleet, '2026-12-02T00:00:00Z');

    expect(fleet.git('rev-parse', 'main')).toBe(before);
  });

  it('says in every run that it names a region that does not exist, or exists no more', async () => {
    using fleet = createTemporaryFleet();
    write(fleet, FREEZE, `${FREEZE_TEXT}  regions: [aws-us-west-2]\n`);
    await synthAt(fleet, '2026-12-01T00:00:00Z');
    fleet.remove('regions/aws-us-west-2');

    const runs = [await fleet.synth(), await fleet.synth()];

    for (const { problems } of runs) {
      expect(problems.map(renderProblem)).toStrictEqual([
        `${FREEZE}:9:13 spec.regions[0]: the fleet has no region "aws-us-west-2"; did you mean "aws-us-east-1"?`,
      ]);
    }
  });
});

describe('the next change', () => {
  it('is that of any grant or freeze of the fleet', async () => {
    using fleet = createTemporaryFleet();
    expect(await nextChange(fleet.root, new Date('2026-10-01T00:00:00Z'))).toBeUndefined();
    write(fleet, GRANT, GRANT_TEXT);
    write(fleet, FREEZE, FREEZE_TEXT);

    const changes: (string | undefined)[] = [];
    let at: Date | undefined = new Date('2026-10-01T00:00:00Z');
    while (at !== undefined) {
      at = await nextChange(fleet.root, at);
      changes.push(at?.toISOString());
    }

    expect(changes).toStrictEqual([
      '2026-10-01T08:00:00.000Z',
      '2026-10-01T10:00:00.000Z',
      '2026-10-01T22:00:00.000Z',
      '2026-12-20T00:00:00.000Z',
      '2027-01-04T00:00:00.000Z',
      undefined,
    ]);
  });
});
