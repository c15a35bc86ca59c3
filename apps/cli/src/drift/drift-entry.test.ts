import { describe, expect, it } from 'vitest';
import { isOpen, toDriftEntry } from './drift-entry.ts';
import { NOW, testRecord } from './testing/test-record.ts';

describe(toDriftEntry, () => {
  it('gives what a table shows of a record', () => {
    expect(toDriftEntry(testRecord(), NOW)).toStrictEqual({
      record: 'deployment-cart-5d1c0f3a',
      region: 'aws-us-east-1',
      half: 'region',
      stage: 'platform',
      object: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'cart' },
      class: 'Modified',
      state: 'open',
      fields: ['/spec/replicas'],
      since: '2026-11-30T03:00:00Z',
      policy: 'observe',
      nextAction: 'nothing by itself: the policy is observe',
    });
  });

  it('of which the agent has not said a word is unknown, and open', () => {
    const { status: _status, ...record } = testRecord();

    expect(toDriftEntry(record, NOW)).toMatchObject({ class: 'Unknown', state: 'open', fields: [] });
  });

  it('lets no text rewrite the terminal', () => {
    const record = testRecord({ status: { nextAction: 'wait\u001b[2J' } });

    expect(toDriftEntry(record, NOW).nextAction).toBe('wait [2J');
  });

  const seen = { by: 'ann', at: '2026-11-30T03:05:00Z' };
  const ignored = { by: 'ann', until: '2026-11-30T04:00:00Z', reason: 'on purpose' };
  const changed = [{ at: '2026-11-30T03:07:00Z', event: 'Changed', detail: 'replicas' }];

  it.each([
    ['open', {}, {}],
    ['healed', {}, { class: 'InSync' as const }],
    ['healed', { ignored }, { class: 'InSync' as const }],
    ['acknowledged', { acknowledged: seen }, {}],
    ['open', { acknowledged: { ...seen, at: '2026-11-30T02:00:00Z' } }, {}],
    ['open', { acknowledged: seen }, { history: changed }],
    ['ignored', { ignored }, {}],
    ['ignored', { ignored, acknowledged: seen }, {}],
    ['open', { ignored: { ...ignored, until: '2026-11-30T03:10:00Z' } }, {}],
    ['open', { ignored: { ...ignored, until: 'some day' } }, {}],
  ])('is %s with spec %j and status %j', (state, spec, status) => {
    expect(toDriftEntry(testRecord({ spec, status }), NOW).state).toBe(state);
  });
});

describe(isOpen, () => {
  it.each([
    ['open', true],
    ['acknowledged', true],
    ['ignored', false],
    ['healed', false],
  ] as const)('of %s is %s', (state, open) => {
    expect(isOpen({ state })).toBe(open);
  });
});
