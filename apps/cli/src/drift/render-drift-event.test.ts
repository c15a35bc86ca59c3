import { describe, expect, it } from 'vitest';
import { toDriftEntry } from './drift-entry.ts';
import { renderDriftEvent } from './render-drift-event.ts';
import { NOW, testRecord } from './testing/test-record.ts';

const at = '2026-11-30T03:10:00.000Z';
const record = toDriftEntry(testRecord(), NOW);

describe(renderDriftEvent, () => {
  it.each([
    [
      { at, event: 'changed', record } as const,
      `${at}  aws-us-east-1  Deployment shop/cart  Modified, open /spec/replicas (since 10 min); next: nothing by itself: the policy is observe  deployment-cart-5d1c0f3a`,
    ],
    [
      { at, event: 'gone', record } as const,
      `${at}  aws-us-east-1  Deployment shop/cart  record is gone /spec/replicas (since 10 min)  deployment-cart-5d1c0f3a`,
    ],
    [
      { at, event: 'state', state: 'stale', reason: 'no answer' } as const,
      `${at}  the view is stale: no answer`,
    ],
    [{ at, event: 'state', state: 'fresh', reason: '' } as const, `${at}  the view is fresh`],
  ])('gives a line', (change, line) => {
    expect(renderDriftEvent(change, NOW)).toBe(line);
  });
});
