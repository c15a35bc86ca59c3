import { createRemoteJWKSet, customFetch, errors, jwtVerify, type JWTPayload } from 'jose';
import { createFetchKeys } from './fetch-keys.ts';
import type { TokenCheck, TokenVerdict } from './identity.ts';

/** Whose JSON Web Tokens are taken. */
export interface JwtOptions {
  /** Must equal the claim `iss`. */
  readonly issuer: string;
  /** Key set of the issuer, `https://`. */
  readonly jwksUrl: string;
  /** PEM of the authority of the key set's server; absent: those that Node trusts. */
  readonly jwksAuthority?: string;
  /** Claim with the groups. @default groups */
  readonly groupsClaim?: string;
  /** Claims `jti` that are refused though they have not expired. */
  readonly isRevoked?: (tokenId: string) => boolean;
  /** How long a key set is used, in ms. @default 10 minutes */
  readonly cacheMaxAgeMs?: number;
  /** How long after one fetch an unknown key causes no other, in ms. @default 30 s */
  readonly cooldownMs?: number;
  /** In ms. @default 5 s */
  readonly timeoutMs?: number;
}

/** Signatures with a private key only: a shared secret could be the public key itself. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];

const CLOCK_TOLERANCE_S = 30;
const CACHE_MAX_AGE_MS = 600_000;
const COOLDOWN_MS = 30_000;
const TIMEOUT_MS = 5000;
const DEFAULT_GROUPS_CLAIM = 'groups';

/** Makes the check by JSON Web Token: signature, issuer, expiry, then for whom it was made. */
export function createJwtCheck(options: JwtOptions, audiences: readonly string[]): TokenCheck {
  const keys = createRemoteJWKSet(new URL(options.jwksUrl), {
    timeoutDuration: options.timeoutMs ?? TIMEOUT_MS,
    cooldownDuration: options.cooldownMs ?? COOLDOWN_MS,
    cacheMaxAge: options.cacheMaxAgeMs ?? CACHE_MAX_AGE_MS,
    [customFetch]: createFetchKeys(options.jwksAuthority),
  });
  return async (token) => {
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer: options.issuer,
        algorithms: ALGORITHMS,
        clockTolerance: CLOCK_TOLERANCE_S,
        requiredClaims: ['exp', 'sub', 'aud'],
      });
      return toVerdict(payload, options, audiences);
    } catch (error) {
      return explainError(error);
    }
  };
}

function toVerdict(payload: JWTPayload, options: JwtOptions, audiences: readonly string[]): TokenVerdict {
  const { sub = '', aud = [], jti } = payload;
  if (jti !== undefined && options.isRevoked?.(jti) === true) return invalid('the token was revoked');
  const granted = [aud].flat().filter((audience) => audiences.includes(audience));
  if (granted.length === 0) return { outcome: 'otherAudience' };
  const claim = payload[options.groupsClaim ?? DEFAULT_GROUPS_CLAIM];
  const groups = (Array.isArray(claim) ? claim : [claim]).filter((group) => typeof group === 'string');
  return {
    outcome: 'verified',
    token: { actor: `user:${options.issuer}#${sub}`, groups, audiences: granted },
  };
}

/** What the caller's token can cause; any other failure is the key set's. */
const INVALID = [
  errors.JWTInvalid,
  errors.JWTClaimValidationFailed,
  errors.JWSInvalid,
  errors.JWSSignatureVerificationFailed,
  errors.JWKSNoMatchingKey,
  errors.JWKSMultipleMatchingKeys,
  errors.JOSEAlgNotAllowed,
  errors.JOSENotSupported,
];

function explainError(error: unknown): TokenVerdict {
  if (error instanceof errors.JWTExpired) return invalid('the token has expired');
  if (INVALID.some((kind) => error instanceof kind))
    return invalid('the token is not genuine, or not yet valid');
  const why = error instanceof Error ? error.message : 'the key set could not be used';
  return { outcome: 'unavailable', why };
}

function invalid(why: string): TokenVerdict {
  return { outcome: 'invalid', why };
}
