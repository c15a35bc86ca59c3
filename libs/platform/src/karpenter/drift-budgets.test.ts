import { describe, expect, it } from 'vitest';
import { toDisruptionBudgets } from './drift-budgets.ts';

describe('disruption budgets', () => {
  it.each([
    ['sun', '03:00', 60, '0 4 * * 0', '167h0m'],
    ['sat', '23:30', 60, '30 0 * * 0', '167h0m'],
    ['wed', '22:15', 105, '0 0 * * 4', '166h15m'],
    ['mon', '00:00', 480, '0 8 * * 1', '160h0m'],
  ] as const)(
    'for a window on %s at %s of %i minutes forbid drift from its end to its next start',
    (day, start, minutes, schedule, duration) => {
      expect(toDisruptionBudgets({ day, start, minutes })).toEqual([
        { nodes: '10%' },
        { nodes: '0', reasons: ['Drifted'], schedule, duration },
      ]);
    },
  );
});
