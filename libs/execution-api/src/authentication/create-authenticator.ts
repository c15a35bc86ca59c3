import { ExecutionError } from '../execution-error.ts';
import { createJwtCheck, type JwtOptions } from './create-jwt-check.ts';
import { createTokenReview, type ReviewToken } from './create-token-review.ts';
import type { Role, TokenVerdict, VerifiedToken } from './identity.ts';
import { readClaims } from './read-claims.ts';
import { readToken, refuseToken } from './read-token.ts';

/** Seconds after which a caller tries again when nobody could be asked. */
const RETRY_AFTER_S = '5';

/** Whose tokens are taken and what their groups may do. */
export interface AuthenticationOptions {
  /** Audience of each region that the API answers for; a token is good for the regions whose audience it has. */
  readonly audiences: Readonly<Record<string, string>>;
  /** Checks tokens of the cluster; absent: none is taken. */
  readonly reviewToken?: ReviewToken;
  /** Checks tokens of an identity provider; absent: none is taken. */
  readonly jwt?: JwtOptions;
  /** Groups that may read, and groups that may also act. */
  readonly groups: Readonly<Record<Role, readonly string[]>>;
}

/** Finds out who asks. */
export interface Authenticator {
  /**
   * @throws ExecutionError 401 without a good token, 403 with one for another API, 503 when nobody could be asked
   */
  authenticate(authorization: string | undefined): Promise<VerifiedToken>;
  /** @throws ExecutionError 403 for a region that the token is not for, or a role that its groups do not give */
  authorize(token: VerifiedToken, region: string, role: Role): void;
}

/** Makes an authenticator; nothing is fetched before the first token. */
export function createAuthenticator(
  options: AuthenticationOptions,
  warn: (why: string) => void,
): Authenticator {
  const audiences = [...new Set(Object.values(options.audiences))];
  const byJwt = options.jwt === undefined ? undefined : createJwtCheck(options.jwt, audiences);
  const byReview =
    options.reviewToken === undefined ? undefined : createTokenReview(options.reviewToken, audiences);

  async function check(token: string): Promise<TokenVerdict> {
    const isOfIssuer = options.jwt !== undefined && readClaims(token).issuer === options.jwt.issuer;
    const responsible = isOfIssuer ? byJwt : byReview;
    return responsible?.(token) ?? { outcome: 'invalid', why: 'nobody here takes tokens of this issuer' };
  }

  return {
    authenticate: async (authorization) => {
      const verdict = await check(readToken(authorization));
      switch (verdict.outcome) {
        case 'verified':
          return verdict.token;
        case 'invalid':
          throw refuseToken('ERR_EXECUTION_TOKEN_INVALID', verdict.why);
        case 'otherAudience':
          throw new ExecutionError('ERR_EXECUTION_AUDIENCE', 'the token was made for another audience');
        case 'unavailable':
          warn(verdict.why);
          throw new ExecutionError(
            'ERR_EXECUTION_AUTHENTICATION_UNAVAILABLE',
            'tokens cannot be checked at the moment; try again',
            { headers: { 'Retry-After': RETRY_AFTER_S } },
          );
      }
    },
    authorize: (token, region, role) => {
      const audience = Object.hasOwn(options.audiences, region) ? options.audiences[region] : undefined;
      if (audience === undefined || !token.audiences.includes(audience)) {
        throw new ExecutionError('ERR_EXECUTION_AUDIENCE', `the token is not for region ${region}`);
      }
      const enough =
        role === 'viewer' ? [options.groups.viewer, options.groups.operator] : [options.groups.operator];
      if (!token.groups.some((group) => enough.some((groups) => groups.includes(group)))) {
        throw new ExecutionError('ERR_EXECUTION_ROLE', `your groups do not give the role ${role}`);
      }
    },
  };
}
