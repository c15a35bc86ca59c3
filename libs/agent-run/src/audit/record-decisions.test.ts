import type { DriftRecordSpec } from '@atoll/agent-model';
import { describe, expect, it } from 'vitest';
import { listDecisions } from './record-decisions.ts';

const SPEC: DriftRecordSpec = {
  region: 'eu-1',
  half: 'region',
  object: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'cart' },
};

const AT = '2026-12-01T03:00:00Z';

describe(listDecisions, () => {
  it('gives each decision once', () => {
    const acknowledged = { by: 'ann', at: AT, comment: 'seen' };
    const first = { ...SPEC, acknowledged };

    expect(listDecisions('cart-1', SPEC, first)).toStrictEqual([
      {
        actor: 'user:ann',
        subject: 'Deployment/shop/cart',
        outcome: 'done',
        action: 'drift.acknowledge',
        detail: { driftId: 'cart-1', comment: 'seen' },
      },
    ]);
    expect(listDecisions('cart-1', first, first)).toStrictEqual([]);
    expect(listDecisions('cart-1', first, SPEC)).toStrictEqual([]);
  });

  it('knows each kind of decision, and keeps the name that the API gave', () => {
    const spec = {
      ...SPEC,
      ignored: { by: 'user:https://login.example.com#bo', until: AT, reason: 'x'.repeat(300) },
      healRequested: { by: 'cy', at: AT, allowDisruptive: true },
    };

    expect(
      listDecisions('cart-1', undefined, spec).map(({ actor, action, detail }) => [actor, action, detail]),
    ).toStrictEqual([
      [
        'user:https://login.example.com#bo',
        'drift.ignore',
        { driftId: 'cart-1', until: AT, reason: 'x'.repeat(250) },
      ],
      ['user:cy', 'drift.heal-request', { driftId: 'cart-1', allowDisruptive: true }],
    ]);
  });
});
