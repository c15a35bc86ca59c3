import { describe, expect, it } from 'vitest';
import type { AccessReport, ReportedGrant } from './access-report.ts';
import { renderAccessList, renderAccessReport } from './render-access.ts';

const grant: ReportedGrant = {
  region: 'eu-west',
  id: 'inc-42',
  state: 'past',
  role: 'limited-administrator',
  person: 'alice@example.com',
  identity: 'arn:aws:iam::444455556666:role/alice',
  from: '2026-10-01T08:00:00Z',
  until: '2026-10-01T10:00:00Z',
  reason: 'the database does not answer',
  ticket: 'INC-42',
  approvers: ['bob@example.com'],
  file: 'regions/eu-west/access/inc-42.yaml',
  startedAt: '2026-10-01T08:05:00Z',
  endedAt: '2026-10-01T10:00:00Z',
  isPresent: true,
  isCommitted: true,
  changes: [
    {
      kind: 'added',
      commit: '0123456789abcdef0123',
      at: '2026-10-01T08:05:00Z',
      writtenBy: 'mallory\u001b[2J <mallory@example.com>',
      broughtBy: 'bob <bob@example.com>',
      subject: 'let alice in\u202e',
      until: '2026-10-01T10:00:00Z',
    },
  ],
  audit: ['aws cloudtrail lookup-events'],
};

const report: AccessReport = {
  at: '2026-10-01T12:00:00Z',
  from: null,
  to: null,
  regions: [],
  history: 'complete',
  grants: [grant],
  problems: [],
  notes: ['A note.'],
};

function plain(_tone: string, text: string): string {
  return text;
}

describe('the report in text', () => {
  it('says who, when, why, approved by whom, committed by whom; no commit commands the terminal', () => {
    expect(
      renderAccessReport(report, plain),
    ).toBe(`Access to all regions, as of 2026-10-01T12:00:00Z: 1 grant.

past  eu-west/inc-42  limited-administrator
  who       alice@example.com (arn:aws:iam::444455556666:role/alice)
  when      2026-10-01T08:05:00Z to 2026-10-01T10:00:00Z; granted 2026-10-01T08:00:00Z to 2026-10-01T10:00:00Z
  why       the database does not answer (INC-42)
  approved  bob@example.com
  git       added 2026-10-01T08:05:00Z 0123456789ab by mallory?[2J <mallory@example.com>, brought by bob <bob@example.com>: let alice in?
  done      aws cloudtrail lookup-events

A note.
`);
  });

  it('warns of what is in no commit', () => {
    const text = renderAccessReport({ ...report, grants: [{ ...grant, isCommitted: false }] }, plain);

    expect(text).toContain('  git       NOT COMMITTED as it stands\n');
  });
});

describe('the list in text', () => {
  it('says what to do where there is nothing', () => {
    expect(renderAccessList([], plain)).toBe('No grants. Next: atoll access grant --help\n');
  });
});
