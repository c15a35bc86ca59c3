import type { FileChange } from '@atoll/deploy-repo';
import { describe, expect, it } from 'vitest';
import type { ParsedGrant } from './grant-entry.ts';
import { listLives } from './grant-lives.ts';

const FILE = 'regions/eu-west/access/inc-42.yaml';
const NOBODY = { name: 'nobody', email: 'nobody@example.com' };

/** The text of a test's grant is its span, such as `08:00-10:00`; anything else is broken. */
function read(file: string, text: string): ParsedGrant | undefined {
  const [, from, until] = /^(\d\d:\d\d)-(\d\d:\d\d)$/.exec(text) ?? [];
  if (from === undefined || until === undefined) return undefined;
  const spec = {
    role: 'limited-administrator',
    subject: { person: 'alice@example.com' },
    from: `2026-10-01T${from}:00Z`,
    until: `2026-10-01T${until}:00Z`,
    reason: 'the database does not answer',
    ticket: 'INC-42',
    approvers: ['bob@example.com'],
  };
  const config = {
    apiVersion: 'config.atoll.dev/v1alpha1',
    kind: 'AccessGrant',
    metadata: { name: 'inc-42' },
    spec,
  } as const;
  return { region: 'eu-west', file, text, config, blocks: {} };
}

/** `07:00 08:00-10:00` is a commit at 07:00, `09:00` alone one that deletes. */
function change(line: string): FileChange {
  const [time = '', text] = line.split(' ');
  return {
    path: FILE,
    kind: text === undefined ? 'deleted' : 'changed',
    text,
    commit: time,
    at: `2026-10-01T${time}:00Z`,
    subject: '',
    broughtBy: NOBODY,
    writtenBy: NOBODY,
  };
}

function toTime(moment: number): string {
  return new Date(moment).toISOString().slice(11, 16);
}

describe('listLives', () => {
  it.each([
    ['was committed before it began', ['07:00 08:00-10:00'], '08:00-10:00'],
    ['was committed after it began', ['08:30 08:00-10:00'], '08:30-10:00'],
    ['was committed when it was over', ['10:00 08:00-10:00'], 'never'],
    ['was ended by a later commit', ['07:00 08:00-10:00', '09:07 08:00-09:00'], '08:00-09:07'],
    ['was deleted before it began', ['07:00 08:00-10:00', '07:30'], 'never'],
    ['was deleted while it lasted', ['07:00 08:00-10:00', '09:00'], '08:00-09:00'],
    ['was deleted when it was over', ['07:00 08:00-10:00', '11:00'], '08:00-10:00'],
    ['was made longer', ['07:00 08:00-10:00', '09:00 08:00-11:00'], '08:00-11:00'],
    ['was moved before it began', ['07:00 08:00-10:00', '07:30 12:00-13:00'], '12:00-13:00'],
    ['was broken, which changes nothing', ['07:00 08:00-10:00', '09:00 ?'], '08:00-10:00'],
    ['was broken and ended', ['07:00 08:00-10:00', '08:30 ?', '09:00'], '08:00-09:00'],
  ])('knows when a grant was in force that %s', (_, lines, expected) => {
    const [life, ...others] = listLives(lines.map(change), read);

    const span = life?.inForce;
    expect(span === undefined ? 'never' : `${toTime(span.from)}-${toTime(span.until)}`).toBe(expected);
    expect(others).toStrictEqual([]);
  });

  it('tells two grants apart that had one name', () => {
    const lives = listLives(['07:00 08:00-09:00', '09:30', '10:00 11:00-12:00'].map(change), read);

    expect(lives.map(({ isDeleted, changes }) => `${isDeleted} ${changes.length}`)).toStrictEqual([
      'true 2',
      'false 1',
    ]);
    expect(lives.map(({ grant }) => grant.text)).toStrictEqual(['08:00-09:00', '11:00-12:00']);
  });

  it('leaves out what never was readable', () => {
    expect(listLives(['07:00 ?', '08:00'].map(change), read)).toStrictEqual([]);
  });
});
