import { describe, expect, it } from 'vitest';
import { joinLatencies, percentile } from './latencies.ts';

describe(percentile, () => {
  it.each([
    [[3, 1, 2], 0.5, 2],
    [Array.from({ length: 100 }, (_, index) => index + 1), 0.99, 99],
    [[7], 0.99, 7],
  ])('of %j and %f is %f', (values, share, expected) => {
    expect(percentile(values, share)).toBe(expected);
  });
});

describe(joinLatencies, () => {
  it('counts from sending and from the answer, and what nobody saw', () => {
    const changes = [
      { name: 'a', sentAt: 100, answeredAt: 110 },
      { name: 'b', sentAt: 200, answeredAt: 240 },
      { name: 'c', sentAt: 300, answeredAt: 310 },
    ];

    expect(
      joinLatencies(
        changes,
        new Map([
          ['a', 130],
          ['b', 230],
        ]),
      ),
    ).toStrictEqual({ p50: 30, p99: 30, afterAnswerP99: 20, unseen: 1 });
  });
});
