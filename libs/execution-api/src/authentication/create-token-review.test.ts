import { describe, expect, it } from 'vitest';
import { createTokenReview, type TokenReview } from './create-token-review.ts';

const OURS = 'https://api.eu-west-1.example';
const known: TokenReview = { authenticated: true, username: 'alice', groups: ['viewers'], audiences: [OURS] };
const unknown: TokenReview = { authenticated: false, username: '', groups: [], audiences: [] };

/** A token with claims that nobody signed. */
function toToken(claims: object): string {
  return `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`;
}

describe('a token review', () => {
  it('gives name, groups and those audiences that were asked for', async () => {
    const check = createTokenReview(() => Promise.resolve({ ...known, audiences: [OURS, 'other'] }), [OURS]);

    expect(await check('token')).toStrictEqual({
      outcome: 'verified',
      token: { actor: 'user:alice', groups: ['viewers'], audiences: [OURS] },
    });
  });

  it('by a server that names no audience lets nobody in', async () => {
    const check = createTokenReview(() => Promise.resolve({ ...known, audiences: [] }), [OURS]);

    expect(await check('token')).toStrictEqual({ outcome: 'otherAudience' });
  });

  it('tells a genuine token for another audience from a forged one that claims it', async () => {
    const asked: (readonly string[])[] = [];
    const check = createTokenReview(
      (token, audiences) => {
        asked.push(audiences);
        const isGenuine = token === genuine && audiences.includes('theirs');
        return Promise.resolve(isGenuine ? { ...known, audiences: ['theirs'] } : unknown);
      },
      [OURS],
    );
    const genuine = toToken({ aud: ['theirs'], n: 1 });

    expect((await check(genuine)).outcome).toBe('otherAudience');
    expect((await check(toToken({ aud: 'theirs', n: 2 }))).outcome).toBe('invalid');
    expect(asked).toStrictEqual([[OURS], ['theirs'], [OURS], ['theirs']]);
  });

  it('asks once for a token that claims our audience, or none', async () => {
    let asked = 0;
    const check = createTokenReview(() => {
      asked += 1;
      return Promise.resolve(unknown);
    }, [OURS]);

    expect((await check(toToken({ aud: OURS }))).outcome).toBe('invalid');
    expect((await check('opaque')).outcome).toBe('invalid');
    expect(asked).toBe(2);
  });

  it.each([
    ['gives no answer', () => Promise.resolve('unavailable' as const)],
    ['fails', () => Promise.reject(new Error('no connection'))],
  ])('by a server that %s is unavailable, never verified', async (_what, review) => {
    expect((await createTokenReview(review, [OURS])('token')).outcome).toBe('unavailable');
  });

  it('whose second question gets no answer is unavailable', async () => {
    let asked = 0;
    const review = () => Promise.resolve((asked += 1) === 1 ? unknown : ('unavailable' as const));

    expect((await createTokenReview(review, [OURS])(toToken({ aud: 'theirs' }))).outcome).toBe('unavailable');
  });
});
