import { readClaims } from './read-claims.ts';
import type { TokenCheck, TokenVerdict } from './identity.ts';

/** What a Kubernetes API server said about a token (authentication.k8s.io/v1 TokenReview, status). */
export interface TokenReview {
  readonly authenticated: boolean;
  readonly username: string;
  readonly groups: readonly string[];
  /** The requested ones for which the token was made; empty from a server that knows no audiences. */
  readonly audiences: readonly string[];
}

/** Asks a Kubernetes API server; `unavailable` when it gave no answer that counts. */
export type ReviewToken = (
  token: string,
  audiences: readonly string[],
) => Promise<TokenReview | 'unavailable'>;

/** Claims are the caller's own words: no more of them are passed on. */
const MAX_CLAIMED = 8;

/**
 * Makes the check by TokenReview. A server answers "not authenticated" to a genuine token for another audience as to a
 * forged one, so the token is then reviewed for the audiences that it claims: 403 for the first, 401 for the second.
 */
export function createTokenReview(review: ReviewToken, audiences: readonly string[]): TokenCheck {
  return async (token) => {
    const answer = await ask(review, token, audiences);
    if (answer === 'unavailable') return { outcome: 'unavailable', why: 'no answer to a TokenReview' };
    if (answer.authenticated) return toVerdict(answer, audiences);
    const claimed = readClaims(token).audiences.filter((audience) => !audiences.includes(audience));
    if (claimed.length === 0) return invalid();
    const second = await ask(review, token, claimed.slice(0, MAX_CLAIMED));
    if (second === 'unavailable') return { outcome: 'unavailable', why: 'no answer to a second TokenReview' };
    return second.authenticated ? { outcome: 'otherAudience' } : invalid();
  };
}

function toVerdict(
  { username, groups, audiences: granted }: TokenReview,
  asked: readonly string[],
): TokenVerdict {
  const audiences = granted.filter((audience) => asked.includes(audience));
  // A server that names no audience did not look at them: the token may be for anything.
  if (audiences.length === 0) return { outcome: 'otherAudience' };
  return { outcome: 'verified', token: { actor: `user:${username}`, groups, audiences } };
}

function invalid(): TokenVerdict {
  return { outcome: 'invalid', why: 'the token is not genuine, has expired, or its account is gone' };
}

async function ask(
  review: ReviewToken,
  token: string,
  audiences: readonly string[],
): Promise<TokenReview | 'unavailable'> {
  try {
    return await review(token, audiences);
  } catch {
    return 'unavailable';
  }
}
