import { decodeJwt } from 'jose';

/** Claims of a token that nobody has verified: good for choosing whom to ask, never for letting anybody in. */
export interface UnverifiedClaims {
  readonly issuer: string | undefined;
  readonly audiences: readonly string[];
}

/** Reads the claims of a JSON Web Token; a token of another form has none. */
export function readClaims(token: string): UnverifiedClaims {
  try {
    const { iss, aud = [] } = decodeJwt(token);
    const audiences = (Array.isArray(aud) ? aud : [aud]).filter((entry) => typeof entry === 'string');
    return { issuer: typeof iss === 'string' ? iss : undefined, audiences };
  } catch {
    return { issuer: undefined, audiences: [] };
  }
}
