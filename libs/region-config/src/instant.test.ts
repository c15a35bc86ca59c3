import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseInstant, renderInstant } from './instant.ts';

describe('an instant', () => {
  it('is read back from its text', () => {
    fc.assert(
      fc.property(
        fc.date({
          min: new Date('2000-01-01T00:00:00Z'),
          max: new Date('2099-12-31T23:59:59Z'),
          noInvalidDate: true,
        }),
        (at) => {
          const text = renderInstant(at);

          expect(parseInstant(text)?.getTime()).toBe(Math.floor(at.getTime() / 1000) * 1000);
        },
      ),
    );
  });

  it('is one text, whatever part of a second it has', () => {
    expect(renderInstant(new Date('2026-10-01T08:00:00.999Z'))).toBe('2026-10-01T08:00:00Z');
  });

  it.each([
    '2026-02-29T00:00:00Z',
    '2026-04-31T00:00:00Z',
    '2026-10-01T24:00:00Z',
    '2026-10-01T08:00:60Z',
    '2026-10-01T08:00Z',
    '2026-10-01T08:00:00.000Z',
    '2026-10-01T08:00:00+00:00',
    '2026-10-01 08:00:00Z',
    '2026-10-01',
    '1999-10-01T08:00:00Z',
    '',
  ])('is not %s', (text) => {
    expect(parseInstant(text)).toBeUndefined();
  });

  it('may be February 29 in a leap year', () => {
    expect(parseInstant('2028-02-29T00:00:00Z')).toStrictEqual(new Date(Date.UTC(2028, 1, 29)));
  });
});
