import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AnsweredRequest } from '../execution-observer.ts';
import type { ExecutionApiOptions } from '../execution-options.ts';
import { startExecutionApi } from '../start-execution-api.ts';
import { checkWithOpenapi } from './check-with-openapi.ts';
import { createCertificate, type TestCertificate } from './create-certificate.ts';
import { createMemoryPort } from './memory-port.ts';
import { sendRequest, type TestAnswer, type TestRequest } from './send-request.ts';
import { startIssuer, type TestIssuer } from './start-issuer.ts';

/** Audience of the region `eu-west-1` in tests; `eu-west-2` has one too. */
export const AUDIENCE = 'https://api.eu-west-1.example';
export const OTHER_REGION_AUDIENCE = 'https://api.eu-west-2.example';

const HOUR_S = 3600;

/** A running API with everything around it; every answer is checked against the OpenAPI document. */
export interface TestApi {
  readonly url: string;
  readonly folder: string;
  readonly certificate: TestCertificate;
  readonly issuer: TestIssuer;
  readonly acts: readonly object[];
  readonly answered: readonly AnsweredRequest[];
  readonly warnings: readonly string[];
  /** Sends a request as the bearer of a token. */
  send(path: string, request?: TestRequest & { readonly token?: string }): Promise<TestAnswer>;
  /** Signs a good token of a group, with other claims where they are given. */
  tokenOf(group: string, claims?: Readonly<Record<string, unknown>>): Promise<string>;
  close(): Promise<void>;
}

/** Starts an API, its certificate and its identity provider; `change` gives other options. */
export async function startTestApi(
  change: (options: ExecutionApiOptions) => ExecutionApiOptions = (options) => options,
): Promise<TestApi> {
  const folder = await mkdtemp(join(tmpdir(), 'atoll-api-'));
  const certificate = await createCertificate(folder, 'server');
  const issuer = await startIssuer(certificate);
  const port = createMemoryPort();
  const answered: AnsweredRequest[] = [];
  const warnings: string[] = [];
  const api = await startExecutionApi(
    change({
      listen: { host: '127.0.0.1', port: 0 },
      tls: { ...certificate, lookEveryMs: 20 },
      authentication: {
        audiences: { 'eu-west-1': AUDIENCE, 'eu-west-2': OTHER_REGION_AUDIENCE },
        jwt: {
          issuer: issuer.issuer,
          jwksUrl: issuer.jwksUrl,
          jwksAuthority: certificate.certificate,
          cooldownMs: 0,
        },
        groups: { viewer: ['viewers'], operator: ['operators'] },
      },
      port,
      observer: {
        onAnswer: (answer) => answered.push(answer),
        onWarning: (message, fields) => warnings.push(`${message} ${JSON.stringify(fields)}`),
      },
      version: 'test',
      addressRate: { burst: 10_000, perSecond: 10_000 },
      callerRate: { burst: 10_000, perSecond: 10_000 },
    }),
  );
  const url = `https://127.0.0.1:${api.address.port}`;
  return {
    url,
    folder,
    certificate,
    issuer,
    acts: port.acts,
    answered,
    warnings,
    send: async (path, { token, headers = {}, ...request } = {}) => {
      const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
      const answer = await sendRequest(`${url}${path}`, {
        ca: certificate.certificate,
        headers: { ...authorization, ...(headers as object) },
        ...request,
      });
      if (path !== '/openapi.json') checkWithOpenapi(path, request, answer);
      return answer;
    },
    tokenOf: (group, claims = {}) =>
      issuer.sign({
        iss: issuer.issuer,
        sub: 'alice',
        aud: AUDIENCE,
        groups: [group],
        exp: Math.floor(Date.now() / 1000) + HOUR_S,
        ...claims,
      }),
    close: async () => {
      await api.close();
      await issuer.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
