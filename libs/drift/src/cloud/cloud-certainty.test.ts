import { describe, expect, it } from 'vitest';
import { compareCase, type LiveCase, READY, SYNCED } from '../testing/cloud-case.ts';
import { STRICT } from '../testing/sample-object.ts';

describe('a managed resource of which nothing can be said', () => {
  it.each<[string, LiveCase, string]>([
    [
      'not made yet',
      { at: undefined, conditions: [SYNCED, { ...READY, status: 'False', reason: 'Creating' }] },
      'has not been seen in the cloud yet (Creating)',
    ],
    [
      'refused',
      {
        at: {},
        conditions: [{ ...SYNCED, status: 'False', reason: 'ReconcileError', message: 'AccessDenied' }],
      },
      'has not been seen in the cloud yet (ReconcileError: AccessDenied)',
    ],
    [
      'changed since the provider looked',
      { at: { cidr: 'y' }, metadata: { generation: 4 } },
      'has not looked at the cloud since',
    ],
    [
      'paused',
      { at: { cidr: 'x' }, conditions: [{ ...SYNCED, status: 'False', reason: 'ReconcilePaused' }] },
      'is paused',
    ],
    [
      'out of sight',
      {
        at: { cidr: 'x' },
        conditions: [{ ...SYNCED, status: 'False', reason: 'ReconcileError', message: 'Throttling' }],
      },
      'cannot be looked at in the cloud (ReconcileError: Throttling)',
    ],
    [
      'without a word of its provider',
      { at: { cidr: 'x' }, conditions: [] },
      'has not said whether it can see the cloud',
    ],
    [
      'under way',
      {
        at: { cidr: 'y' },
        conditions: [SYNCED, { type: 'AsyncOperation', status: 'False', reason: 'Ongoing' }],
      },
      'is being changed in the cloud',
    ],
  ])('is unknown: %s', (_what, live, words) => {
    const verdict = compareCase({ cidr: 'x' }, live);

    expect(verdict).toMatchObject({ class: 'Unknown', reason: 'stale', changes: [], layer: 'cloud' });
    expect(verdict.message).toContain(words);
  });

  it('says which fields nobody judges', () => {
    expect(compareCase({ cidr: 'x' }, { at: { cidr: 'x', ingress: [{ port: 22 }] } }).unjudged).toStrictEqual(
      ['/spec/forProvider/ingress'],
    );
  });
});

describe('the identity of a managed resource', () => {
  it('is another one once the cloud knows it by another name', () => {
    expect(compareCase({ cidr: 'x' }, { at: { cidr: 'x' } }, STRICT, 'net-0').class).toBe('Recreated');
    expect(compareCase({ cidr: 'x' }, { at: { cidr: 'x' } }, STRICT, 'net-1').class).toBe('InSync');
  });

  it('is gone with its object', () => {
    expect(compareCase({ cidr: 'x' }, undefined).class).toBe('Missing');
    const metadata = { deletionTimestamp: '2026-12-01T11:00:00Z' };
    expect(compareCase({ cidr: 'x' }, { at: { cidr: 'x' }, metadata }).class).toBe('Terminating');
  });

  it('is as in Git though not ready, and the message says so', () => {
    const verdict = compareCase(
      { cidr: 'x' },
      { at: { cidr: 'x' }, conditions: [SYNCED, { ...READY, status: 'False', reason: 'Unavailable' }] },
    );

    expect(verdict).toMatchObject({ class: 'InSync', isSynced: true, isReady: false });
    expect(verdict.message).toContain('Ready=False (Unavailable)');
  });
});
