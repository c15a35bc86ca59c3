import { describe, expect, it } from 'vitest';
import { KubeError, type KubeErrorFacts } from '../kube-error.ts';
import { readFailure } from './read-failure.ts';

function failed(facts: KubeErrorFacts): KubeError {
  return new KubeError('ERR_KUBE_RESPONSE', 'failed', facts);
}

describe('readFailure', () => {
  it.each([
    ['a version that is too old', failed({ status: 410, reason: 'Expired' }), 'expired', 'Expired'],
    ['a version that is too new', failed({ status: 504, reason: 'Timeout' }), 'refused', 'Timeout'],
    ['a server that fails', failed({ status: 500 }), 'refused', '500'],
    ['too many requests', failed({ status: 429, reason: 'TooManyRequests' }), 'failed', 'TooManyRequests'],
    ['missing rights', failed({ status: 403, reason: 'Forbidden' }), 'forbidden', 'Forbidden'],
    ['a missing CRD', failed({ status: 404, reason: 'NotServed' }), 'unserved', 'NotServed'],
    ['a server without an answer', failed({ reason: 'Silent' }), 'silent', 'Silent'],
    ['a line that is no JSON', new SyntaxError('no'), 'garbled', 'SyntaxError'],
    ['a line that is too long', new RangeError('no'), 'garbled', 'RangeError'],
    ['a cut', new Error('ECONNRESET'), 'failed', 'connection'],
  ])('reads %s', (_what, error, kind, reason) => {
    expect(readFailure(error)).toMatchObject({ kind, reason, retryAfterMs: 0 });
  });

  it('says how long to wait', () => {
    expect(readFailure(failed({ status: 429, retryAfterMs: 3_000 }))).toMatchObject({ retryAfterMs: 3_000 });
  });
});
