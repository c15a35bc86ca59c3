import { describe, expect, it } from 'vitest';
import { listChanges } from './value-changes.ts';

describe('listChanges', () => {
  it.each([
    ['a new field', {}, { vpcId: 'vpc-1' }, [{ field: 'spec.aws.vpcId', before: undefined, after: 'vpc-1' }]],
    ['another value', { n: 1 }, { n: 2 }, [{ field: 'spec.aws.n', before: 1, after: 2 }]],
    ['a field that is gone', { n: 1 }, {}, [{ field: 'spec.aws.n', before: 1, after: undefined }]],
    [
      'a field of a new mapping',
      {},
      { database: { arn: 'a', address: 'b' } },
      [
        { field: 'spec.aws.database.arn', before: undefined, after: 'a' },
        { field: 'spec.aws.database.address', before: undefined, after: 'b' },
      ],
    ],
    [
      'a list as a whole',
      { l: ['a'] },
      { l: ['a', 'b'] },
      [{ field: 'spec.aws.l', before: ['a'], after: ['a', 'b'] }],
    ],
    ['nothing for another order of fields', { a: 1, b: { c: 2, d: 3 } }, { b: { d: 3, c: 2 }, a: 1 }, []],
    ['nothing for the same list', { l: [{ a: 1 }] }, { l: [{ a: 1 }] }, []],
  ])('gives %s', (_what, before, after, changes) => {
    expect(listChanges(before, after, 'spec.aws')).toEqual(changes);
  });
});
