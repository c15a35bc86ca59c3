import { describe, expect, it } from 'vitest';
import { RECORDED_ANSWERS } from '../testing/recorded-answers.ts';
import { explainAnswer } from './explain-answer.ts';

const asked = {
  server: 'https://10.0.0.1',
  method: 'PATCH',
  path: '/apis/ex.io/v1/widgets/w',
  retryAfter: undefined,
};

describe('explainAnswer', () => {
  it.each([
    [401, '{"reason":"Unauthorized"}', 'ERR_KUBE_UNAUTHORIZED', 'Unauthorized', false],
    [403, '{"reason":"Forbidden"}', 'ERR_KUBE_FORBIDDEN', 'Forbidden', false],
    [404, '404 page not found\n', 'ERR_KUBE_NOT_FOUND', 'NotServed', false],
    [404, '{"reason":"NotFound"}', 'ERR_KUBE_NOT_FOUND', 'NotFound', false],
    [409, '{"reason":"Conflict"}', 'ERR_KUBE_RESPONSE', 'Conflict', false],
    [429, 'a proxy says no', 'ERR_KUBE_RESPONSE', undefined, true],
    [500, '{"message":".spec.x: field not declared in schema"}', 'ERR_KUBE_RESPONSE', 'UnknownField', false],
    [
      422,
      '{"reason":"Invalid","message":"spec.x: field is immutable"}',
      'ERR_KUBE_RESPONSE',
      'Immutable',
      false,
    ],
    [422, '{"reason":"Invalid","message":"spec.x: Required value"}', 'ERR_KUBE_RESPONSE', 'Invalid', false],
    [
      500,
      '{"message":"failed to create typed patch object (a/b): .spec.replicas: expected numeric"}',
      'ERR_KUBE_RESPONSE',
      'UnknownField',
      false,
    ],
    [504, JSON.stringify(RECORDED_ANSWERS.tooLargeVersion), 'ERR_KUBE_RESPONSE', 'Timeout', true],
  ])('reads %d with %j', (status, body, code, reason, isRetryable) => {
    expect(explainAnswer({ ...asked, status, body })).toMatchObject({ code, status, reason, isRetryable });
  });

  it.each([
    ['1', 1_000],
    ['100000', 300_000],
    ['Wed, 21 Oct 2026 07:28:00 GMT', undefined],
    [undefined, undefined],
  ])('reads Retry-After %s', (retryAfter, retryAfterMs) => {
    expect(explainAnswer({ ...asked, status: 429, body: '', retryAfter }).retryAfterMs).toBe(retryAfterMs);
  });

  it('takes nothing of the answer over but one word', () => {
    const body = '{"reason":"s3cr3t token","message":"s3cr3t","details":{"name":"s3cr3t"}}';
    const { message, reason } = explainAnswer({ ...asked, status: 422, body });
    expect({ message, reason }).toStrictEqual({
      message: 'https://10.0.0.1 answered PATCH /apis/ex.io/v1/widgets/w with status 422.',
      reason: undefined,
    });
  });
});
