import { describe, expect, it } from 'vitest';
import { parseHealingRules } from '../healing-rules.ts';
import { toAgentRules } from '../testing/agent-rules.ts';
import { findOpening } from './find-opening.ts';

function opening(from: string, freezes: readonly [from: string, until: string][]): string | undefined {
  const config = toAgentRules({
    // a Tuesday in Vienna, 01:00 to 03:00 UTC in winter
    maintenance: { timeZone: 'Europe/Vienna', windows: [{ day: 'tue', start: '02:00', minutes: 120 }] },
    freezes: freezes.map(([start, until], index) => ({
      name: `freeze-${index}`,
      from: `${start}Z`,
      until: `${until}Z`,
      reason: 'quarter end',
    })),
  });
  const openMs = findOpening(parseHealingRules(config), Date.parse(`${from}Z`));
  return openMs === undefined ? undefined : new Date(openMs).toISOString().slice(0, 19);
}

describe('the next opening', () => {
  it.each<[string, string, [string, string][], string | undefined]>([
    ['is the next window', '2026-12-06T00:00:00', [], '2026-12-08T01:00:00'],
    ['is now within a window', '2026-12-08T02:30:00', [], '2026-12-08T02:30:00'],
    [
      'is the end of a freeze that ends within a window',
      '2026-12-06T00:00:00',
      [['2026-12-01T00:00:00', '2026-12-08T02:00:00']],
      '2026-12-08T02:00:00',
    ],
    [
      'is a week later if a freeze takes the window in',
      '2026-12-06T00:00:00',
      [['2026-12-08T00:30:00', '2026-12-08T12:00:00']],
      '2026-12-15T01:00:00',
    ],
    [
      'comes after freezes that follow one another',
      '2026-12-06T00:00:00',
      [
        ['2026-12-07T00:00:00', '2026-12-15T02:00:00'],
        ['2026-12-15T02:00:00', '2027-01-04T00:00:00'],
      ],
      '2027-01-05T01:00:00',
    ],
    [
      'is years ahead if need be',
      '2026-12-06T00:00:00',
      [['2026-12-01T00:00:00', '2029-12-01T00:00:00']],
      '2029-12-04T01:00:00',
    ],
  ])('%s', (_, from, freezes, expected) => {
    expect(opening(from, freezes)).toBe(expected);
  });
});
