import fc from 'fast-check';
import { expect, it } from 'vitest';
import { anySequence } from '../testing/model/arbitrary-steps.ts';
import { checkSequence } from '../testing/model/check-sequence.ts';

it('comes to the verdict of a full compare after each of 10,000 sequences', () => {
  const told = fc.check(fc.property(anySequence, checkSequence), { numRuns: 10_000 });

  expect(fc.defaultReportMessage(told) ?? '').toBe('');
}, 600_000);
