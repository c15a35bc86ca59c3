import { describe, expect, it } from 'vitest';
import { parseDriftArguments } from './drift-arguments.ts';

describe(parseDriftArguments, () => {
  it.each([
    [[], { isQuick: false, runs: 3, strict: false }],
    [['--quick'], { isQuick: true, runs: 1, strict: false }],
    [['--runs', '2', '--strict'], { isQuick: false, runs: 2, strict: true }],
  ])('reads %j', (args, expected) => {
    expect(parseDriftArguments(args)).toStrictEqual(expected);
  });

  it.each([['--runs', '0'], ['--objects', '7'], ['synth']])('refuses %j', (...args) => {
    expect(() => parseDriftArguments(args)).toThrow(/--quick/);
  });
});
