import { ExecutionError } from '../execution-error.ts';

const BEARER = /^Bearer +(\S+)$/i;
/** RFC 6750, section 2.1: b64token. */
const TOKEN = /^[A-Za-z0-9\-._~+/]+=*$/;
/** Longer than any token of Kubernetes or an identity provider. */
const MAX_TOKEN_LENGTH = 8192;

/**
 * Takes the bearer token of an `Authorization` header.
 *
 * @throws ExecutionError `ERR_EXECUTION_TOKEN_MISSING`, `ERR_EXECUTION_TOKEN_INVALID`, both 401 with `WWW-Authenticate`
 */
export function readToken(authorization: string | undefined): string {
  if (authorization === undefined || authorization.trim() === '') {
    throw refuseToken('ERR_EXECUTION_TOKEN_MISSING', 'send a token: Authorization: Bearer <token>');
  }
  const token = BEARER.exec(authorization)?.[1];
  if (token === undefined || token.length > MAX_TOKEN_LENGTH || !TOKEN.test(token)) {
    throw refuseToken('ERR_EXECUTION_TOKEN_INVALID', 'Authorization must be: Bearer <token>');
  }
  return token;
}

/** Gives a 401; a request without a token gets no error code in its challenge (RFC 6750, section 3.1). */
export function refuseToken(
  code: 'ERR_EXECUTION_TOKEN_MISSING' | 'ERR_EXECUTION_TOKEN_INVALID',
  why: string,
): ExecutionError {
  const error = code === 'ERR_EXECUTION_TOKEN_MISSING' ? '' : ', error="invalid_token"';
  return new ExecutionError(code, why, { headers: { 'WWW-Authenticate': `Bearer realm="atoll"${error}` } });
}
