import { describe, expect, it } from 'vitest';
import { freezesOfRegion, joinWindows } from './freezes-of-region.ts';
import type { Freeze } from './load-freezes.ts';

function freeze(name: string, from: string, until: string, regions?: readonly string[]): Freeze {
  return {
    name,
    file: `regions/fleet/freezes/${name}.yaml`,
    from: `${from}T00:00:00Z`,
    until: `${until}T00:00:00Z`,
    reason: 'nobody is there to mend it',
    regions,
  };
}

const FREEZES = [
  freeze('winter', '2026-12-20', '2027-01-04'),
  freeze('audit', '2026-11-01', '2026-11-15', ['eu-one']),
  freeze('other', '2026-12-01', '2026-12-02', ['us-one']),
];

function namesAt(day: string, region = 'eu-one') {
  const { freezes, window } = freezesOfRegion(region, { freezes: FREEZES, at: new Date(`${day}T12:00:00Z`) });
  return { names: freezes.map(({ name }) => name), ...window };
}

describe(freezesOfRegion, () => {
  it('gives those that are or come, by name, and how long the list is the same', () => {
    expect(namesAt('2026-10-01')).toStrictEqual({
      names: ['audit', 'winter'],
      until: '2026-11-15T00:00:00Z',
    });
    expect(namesAt('2026-11-20')).toStrictEqual({
      names: ['winter'],
      since: '2026-11-15T00:00:00Z',
      until: '2027-01-04T00:00:00Z',
    });
    expect(namesAt('2027-02-01')).toStrictEqual({ names: [], since: '2027-01-04T00:00:00Z' });
  });

  it('gives instants and reason, and not the file', () => {
    const { freezes } = freezesOfRegion('de-one', { freezes: FREEZES, at: new Date('2026-12-21T00:00:00Z') });

    expect(freezes).toStrictEqual([
      {
        name: 'winter',
        from: '2026-12-20T00:00:00Z',
        until: '2027-01-04T00:00:00Z',
        reason: 'nobody is there to mend it',
      },
    ]);
  });

  it('gives none where there are none', () => {
    expect(freezesOfRegion('eu-one')).toStrictEqual({ freezes: [], window: {} });
  });
});

describe(joinWindows, () => {
  it.each([
    [{}, {}, {}],
    [{ until: '2026-10-02T00:00:00.000Z' }, {}, { until: '2026-10-02T00:00:00.000Z' }],
    [
      { since: '2026-10-01T00:00:00.000Z', until: '2026-10-03T00:00:00.000Z' },
      { since: '2026-10-02T00:00:00Z', until: '2026-10-05T00:00:00Z' },
      { since: '2026-10-02T00:00:00Z', until: '2026-10-03T00:00:00.000Z' },
    ],
  ])('of %j and %j is what both cover', (a, b, both) => {
    expect(joinWindows(a, b)).toStrictEqual(both);
  });
});
