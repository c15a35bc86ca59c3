import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type GrantRecord, grantsAt, LONGEST_SESSION_HOURS } from './grants-at.ts';
import { settleGrants } from './settle-grants.ts';

const DAY = Date.UTC(2026, 9, 1);
const HOUR = 3_600_000;

function toInstant(hour: number): string {
  return new Date(DAY + hour * HOUR).toISOString().replace('.000Z', 'Z');
}

function grant(from: number, until: number, ended?: number): GrantRecord {
  return {
    ...{ id: 'inc-42', role: 'elevated-operations', person: 'alice@example.com' },
    subject: { principalArn: 'arn:aws:iam::444455556666:role/alice' },
    ...{ from: toInstant(from), until: toInstant(until) },
    ...(ended === undefined ? {} : { ended: toInstant(ended) }),
    ...{ reason: 'the database does not answer', ticket: 'INC-42', approvers: [] },
  };
}

function settleAt(hour: number, file: GrantRecord | undefined, standing: GrantRecord | undefined) {
  const lists = [file, standing].map((one) => (one === undefined ? [] : [one]));
  return settleGrants(lists[0] ?? [], lists[1] ?? [], new Date(DAY + hour * HOUR));
}

describe('grants beside what stands', () => {
  it.each([
    ['is new', 9, grant(8, 10), undefined, grant(8, 10)],
    ['ended by itself', 12, grant(8, 10), grant(8, 10), grant(8, 10)],
    ['is revoked before the end comes', 9, grant(8, 10), grant(8, 20), grant(8, 10)],
    ['was revoked at 10 and is published at 30', 30, grant(8, 10), grant(8, 100), grant(8, 10, 30)],
    ['was revoked at 10 and ended at 20 anyway', 30, grant(8, 10), grant(8, 20), grant(8, 10, 20)],
    ['was published as ended at 30', 35, grant(8, 10), grant(8, 10, 30), grant(8, 10, 30)],
    ['was published as ended and is granted again', 35, grant(8, 40), grant(8, 10, 30), grant(8, 40)],
    ['lost its file while live', 9, undefined, grant(8, 20), grant(8, 9)],
    ['lost its file after its end', 12, undefined, grant(8, 10), grant(8, 10)],
    ['lost its file after a late end', 35, undefined, grant(8, 10, 30), grant(8, 10, 30)],
    ['lost its file before it began', 7, undefined, grant(8, 10), undefined],
  ])('%s', (_, hour, file, standing, expected) => {
    expect(settleAt(hour, file, standing)).toStrictEqual(expected === undefined ? [] : [expected]);
  });

  it('write whole seconds, as files do', () => {
    const [gone] = settleGrants([], [grant(8, 20)], new Date(DAY + 9 * HOUR + 1234));

    expect(gone?.until).toBe('2026-10-01T09:00:01Z');
  });

  it('deny a session that the standing publication let in for as long as it may last, whatever becomes of the file', () => {
    const hour = fc.integer({ min: 9, max: 60 });
    const file = fc.option(fc.integer({ min: 9, max: 60 }), { nil: undefined });
    fc.assert(
      fc.property(hour, file, hour, fc.array(hour, { maxLength: 4 }), (stood, revoked, first, later) => {
        let standing: readonly GrantRecord[] = [grant(8, stood)];
        const now = revoked === undefined ? [] : [grant(8, revoked)];
        const lastEntry = Math.min(stood, first);
        for (const at of [first, ...later.filter((one) => one > first).sort((a, b) => a - b)]) {
          const moment = new Date(DAY + at * HOUR);
          standing = settleGrants(now, standing, moment);
          const spans = grantsAt(standing, moment);
          standing = spans.map(({ phase: _phase, ...record }) => record);
          if (at < lastEntry + LONGEST_SESSION_HOURS) expect(spans).toHaveLength(1);
        }
      }),
    );
  });
});
