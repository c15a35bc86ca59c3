import type { DriftChange } from '@atoll/agent-model';
import { describe, expect, it } from 'vitest';
import { type ToldDrift, toDriftCloudEvent } from './to-drift-cloud-event.ts';

const CHANGE: DriftChange = {
  path: '/spec/replicas',
  was: { json: '2' },
  is: { json: '7' },
  by: { manager: 'kubectl-edit', operation: 'Update' },
};

const TOLD: ToldDrift = {
  news: 'detected',
  region: 'eu-1',
  half: 'region',
  ref: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'cart', stage: 'platform' },
  verdict: { class: 'Modified', changes: [CHANGE], message: 'Deployment cart is not as in Git' },
  record: 'deployment-cart-0a1b2c3d',
  digest: '0123456789abcdef0123456789abcdef',
  at: '2026-12-01T03:00:00.000Z',
  revision: 'c0ffee',
  policy: 'notify',
  nextAction: 'policy notify only tells people',
};

describe(toDriftCloudEvent, () => {
  it('tells object, field, values and writer', () => {
    expect(toDriftCloudEvent(TOLD)).toStrictEqual({
      specversion: '1.0',
      id: 'deployment-cart-0a1b2c3d.0123456789abcdef.detected',
      source: '/regions/eu-1/region',
      type: 'dev.atoll.drift.detected',
      subject: 'Deployment/shop/cart',
      time: '2026-12-01T03:00:00.000Z',
      datacontenttype: 'application/json',
      data: {
        region: 'eu-1',
        half: 'region',
        stage: 'platform',
        object: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'cart' },
        record: 'deployment-cart-0a1b2c3d',
        class: 'Modified',
        message: 'Deployment cart is not as in Git',
        changes: [CHANGE],
        revision: 'c0ffee',
        policy: 'notify',
        nextAction: 'policy notify only tells people',
      },
    });
  });

  it('says how many changes it leaves out', () => {
    const changes = Array.from({ length: 53 }, () => CHANGE);
    const { data } = toDriftCloudEvent({ ...TOLD, verdict: { ...TOLD.verdict, changes } });

    expect(data['changesLeftOut']).toBe(3);
    expect(data['changes']).toHaveLength(50);
  });

  it('has no namespace in the subject of an object that has none', () => {
    const { namespace: _, ...ref } = TOLD.ref;
    expect(toDriftCloudEvent({ ...TOLD, ref }).subject).toBe('Deployment/cart');
  });
});
