import fc from 'fast-check';
import { it } from 'vitest';
import { anySequence } from '../testing/model/arbitrary-steps.ts';
import { checkSequence } from '../testing/model/check-sequence.ts';

it('comes to the verdict of a full compare, whatever happens in whatever order, and tells each thing once', () => {
  fc.assert(fc.property(anySequence, checkSequence), { seed: 5, numRuns: 400 });
});
