import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { TestCertificate } from './create-certificate.ts';

/** An identity provider: signs tokens and serves its key set over HTTPS. */
export interface TestIssuer {
  readonly issuer: string;
  readonly jwksUrl: string;
  /** How often the key set was asked for. */
  readonly countFetches: () => number;
  /** What the key set is answered with from now on. */
  respondWith(status: number, body?: string): void;
  /** Signs with a new key from now on; the old one leaves the key set. */
  rotateKey(): Promise<void>;
  sign(claims: Readonly<Record<string, unknown>>, header?: Readonly<Record<string, string>>): Promise<string>;
  close(): Promise<void>;
}

/** Starts an identity provider on 127.0.0.1. */
export async function startIssuer({ certificate, key }: TestCertificate): Promise<TestIssuer> {
  let kid = 0;
  let pair = await generateKeyPair('ES256', { extractable: true });
  let fetches = 0;
  let forced: { readonly status: number; readonly body: string } | undefined;
  const server = createServer({ cert: certificate, key }, (_request, response) => {
    fetches += 1;
    void exportJWK(pair.publicKey).then((jwk) => {
      const body = JSON.stringify({ keys: [{ ...jwk, kid: `key-${kid}`, alg: 'ES256', use: 'sig' }] });
      response.writeHead(forced?.status ?? 200, { 'Content-Type': 'application/json' });
      response.end(forced?.body ?? body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    issuer,
    jwksUrl: `${issuer}/keys`,
    countFetches: () => fetches,
    respondWith: (status, body = 'no') => {
      forced = { status, body };
    },
    rotateKey: async () => {
      pair = await generateKeyPair('ES256', { extractable: true });
      kid += 1;
    },
    sign: (claims, header = {}) =>
      new SignJWT(claims)
        .setProtectedHeader({ alg: 'ES256', kid: `key-${kid}`, ...header })
        .sign(pair.privateKey),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
