import { describe, expect, it } from 'vitest';
import { explainRefusal } from './explain-refusal.ts';
import { testRecord } from './testing/test-record.ts';

describe(explainRefusal, () => {
  it.each([
    [{ policy: 'flux' as const, healClass: 'safe' as const }, false, undefined],
    [{ policy: 'apply' as const, healClass: 'disruptive' as const }, true, undefined],
    [{ policy: 'apply' as const, healClass: 'disruptive' as const }, false, '--allow-disruptive'],
    [{ policy: 'apply' as const, healClass: 'destructive' as const }, true, 'would lose data'],
    [{ policy: 'observe' as const, healClass: 'safe' as const }, true, 'The policy of'],
    [{ policy: 'notify' as const, healClass: 'safe' as const }, false, 'is notify'],
  ])('of %j with leave to interrupt %s is %s', (status, leave, part) => {
    const refusal = explainRefusal(testRecord({ status }), leave);

    if (part === undefined) expect(refusal).toBeUndefined();
    else expect(refusal).toContain(part);
  });
});
