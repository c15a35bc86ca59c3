import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type GrantRecord, grantsAt, grantWindowAt } from './grants-at.ts';

function grant(id: string, from: string, until: string): GrantRecord {
  return {
    id,
    role: 'limited-administrator',
    person: 'alice@example.com',
    subject: { principalArn: 'arn:aws:iam::444455556666:role/alice' },
    from,
    until,
    reason: 'the database does not answer',
    ticket: 'INC-42',
    approvers: ['bob@example.com'],
  };
}

const records = [
  grant('later', '2026-10-02T08:00:00Z', '2026-10-02T10:00:00Z'),
  grant('early', '2026-10-01T08:00:00Z', '2026-10-01T10:00:00Z'),
];

function phasesAt(at: string): string {
  return grantsAt(records, new Date(at))
    .map(({ id, phase }) => `${id} ${phase}`)
    .join(', ');
}

describe('grants at an instant', () => {
  it.each([
    ['2026-10-01T07:59:59.999Z', 'early coming, later coming'],
    ['2026-10-01T08:00:00Z', 'early live, later coming'],
    ['2026-10-01T09:59:59.999Z', 'early live, later coming'],
    ['2026-10-01T10:00:00Z', 'early ending, later coming'],
    ['2026-10-01T21:59:59Z', 'early ending, later coming'],
    ['2026-10-01T22:00:00Z', 'later coming'],
    ['2026-10-02T22:00:00Z', ''],
  ])('are at %s: %s', (at, phases) => {
    expect(phasesAt(at)).toBe(phases);
  });

  it('keep what their files say', () => {
    const [first] = grantsAt(records, new Date('2026-10-01T09:00:00Z'));

    expect(first).toStrictEqual({ ...records[1], phase: 'live' });
  });
});

describe('the window of an instant', () => {
  it.each([
    ['2026-10-01T00:00:00Z', undefined, '2026-10-01T08:00:00.000Z'],
    ['2026-10-01T08:00:00Z', '2026-10-01T08:00:00.000Z', '2026-10-01T10:00:00.000Z'],
    ['2026-10-01T12:00:00Z', '2026-10-01T10:00:00.000Z', '2026-10-01T22:00:00.000Z'],
    ['2027-01-01T00:00:00Z', '2026-10-02T22:00:00.000Z', undefined],
  ])('%s lies between %s and %s', (at, since, until) => {
    const window = grantWindowAt(records, new Date(at));

    expect(window.since).toBe(since);
    expect(window.until).toBe(until);
  });

  it('is without bounds where there is no grant', () => {
    expect(grantWindowAt([], new Date(0))).toStrictEqual({});
  });

  it('holds exactly the instants around it that give the same grants', () => {
    const hours = fc.integer({ min: 0, max: 96 });
    const toInstant = (hour: number) => new Date(Date.UTC(2026, 9, 1, hour));

    fc.assert(
      fc.property(hours, hours, (one, other) => {
        const { since, until } = grantWindowAt(records, toInstant(one));
        const moment = toInstant(other).toISOString();
        const isInside = (since === undefined || since <= moment) && (until === undefined || moment < until);

        const isSame = phasesAt(toInstant(one).toISOString()) === phasesAt(moment);

        expect(isSame).toBe(isInside);
      }),
    );
  });
});
