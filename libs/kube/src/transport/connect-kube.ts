import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { KubeConfig } from '@kubernetes/client-node';
import { type Dispatcher, Pool } from 'undici';
import { KubeError } from '../kube-error.ts';
import { type ConnectOptions, loadKubeConfig } from '../load-kube-config.ts';
import { explainAnswer } from './explain-answer.ts';
import type { KubeAnswer, KubeConnection, KubeCredentials, KubeRequest } from './kube-connection.ts';
import { readCredentials } from './read-credentials.ts';
import { settleBySignal } from './settle-by-signal.ts';

/** How long one request may take unless it says otherwise; ours. */
const REQUEST_TIMEOUT_MS = 10_000;

/** For TCP and TLS of a new socket. */
const CONNECT_MS = 5_000;

/** Sockets: more would only queue in the API server's fairness. */
const CONNECTIONS = 8;

/** A token is read anew no more often; a 401 reads it at once. */
const CREDENTIALS_AGE_MS = 10_000;

/** TCP asks a silent peer after this time, so that one that is gone is noticed within 15 s. */
const KEEP_ALIVE_DELAY_MS = 5_000;

const inflate = promisify(gunzip);

/**
 * Connects to the cluster that a kubeconfig names, or to the one that the process runs in; sends nothing yet.
 *
 * @throws KubeError ERR_KUBE_CONFIG, also for a server without TLS
 */
export function connectKube(options: KubeConnectOptions = {}): KubeConnection {
  const { config, context, server } = loadKubeConfig(options);
  if (!server.startsWith('https://')) {
    throw new KubeError(
      'ERR_KUBE_CONFIG',
      `The server ${server} of the context ${JSON.stringify(context)} is reached without TLS, which is refused; use https.`,
    );
  }
  return new Connection(config, context, { server, userAgent: options.userAgent ?? 'atoll' });
}

/** Which cluster, and under what name the requests stand in its audit log. */
export interface KubeConnectOptions extends ConnectOptions {
  readonly userAgent?: string;
}

/** A pool and the credentials that its sockets were opened with. */
interface OpenPool {
  readonly pool: Pool;
  /** Of certificates and authority: another one needs other sockets. */
  readonly digest: string;
}

class Connection implements KubeConnection {
  readonly server: string;
  readonly #config: KubeConfig;
  readonly #context: string;
  readonly #userAgent: string;
  #open: OpenPool | undefined;
  #known: { readonly credentials: KubeCredentials; readonly at: number } | undefined;

  constructor(
    config: KubeConfig,
    context: string,
    { server, userAgent }: { server: string; userAgent: string },
  ) {
    this.#config = config;
    this.#context = context;
    this.#userAgent = userAgent;
    this.server = server;
  }

  readonly credentials = (): Promise<KubeCredentials> => readCredentials(this.#config, this.#context);

  async request(request: KubeRequest): Promise<KubeAnswer> {
    try {
      return await this.#send(request, false);
    } catch (error) {
      // A token that has just been replaced: once, with what stands there now.
      if (!(error instanceof KubeError) || error.status !== 401) throw error;
      return this.#send(request, true);
    }
  }

  async close(): Promise<void> {
    await this.#open?.pool.destroy();
    this.#open = undefined;
  }

  async #send(request: KubeRequest, isRenewed: boolean): Promise<KubeAnswer> {
    const credentials = await this.#readCredentials(isRenewed);
    const { pool } = this.#poolFor(credentials);
    const { method, path, timeoutMs = REQUEST_TIMEOUT_MS } = request;
    const answer = await this.#exchange(pool, request, credentials);
    const text = await this.#readText(answer, { method, path, timeoutMs });
    const { statusCode: status, headers } = answer;
    const where = { server: this.server, method, path: path.split('?')[0] ?? path };
    if (status < 200 || status > 299)
      throw explainAnswer({ ...where, status, body: text, retryAfter: one(headers['retry-after']) });
    return { status, body: parseBody(text, where), warnings: listWarnings(headers['warning']) };
  }

  async #readCredentials(isRenewed: boolean): Promise<KubeCredentials> {
    const known = this.#known;
    if (!isRenewed && known !== undefined && performance.now() - known.at < CREDENTIALS_AGE_MS)
      return known.credentials;
    const credentials = await this.credentials();
    this.#known = { credentials, at: performance.now() };
    return credentials;
  }

  #poolFor({ tls }: KubeCredentials): OpenPool {
    const { ca = '', cert = '', key = '' } = tls;
    const digest = createHash('sha256')
      .update(ca)
      .update('\0')
      .update(cert)
      .update('\0')
      .update(key)
      .digest('hex');
    if (this.#open?.digest === digest) return this.#open;
    // Requests that are under way end on the old sockets.
    void this.#open?.pool.close().catch(() => undefined);
    const pool = new Pool(new URL(this.server).origin, {
      connections: CONNECTIONS,
      // HTTP/2 would put all requests on one socket, which a single frozen stream of the kernel holds up.
      allowH2: false,
      connect: { ...tls, timeout: CONNECT_MS, keepAliveInitialDelay: KEEP_ALIVE_DELAY_MS },
    });
    this.#open = { pool, digest };
    return this.#open;
  }

  async #exchange(
    pool: Pool,
    request: KubeRequest,
    { headers }: KubeCredentials,
  ): Promise<Dispatcher.ResponseData> {
    const { method, path, body, contentType = 'application/json', accept = 'application/json' } = request;
    const { timeoutMs = REQUEST_TIMEOUT_MS, signal } = request;
    const timeout = AbortSignal.timeout(timeoutMs);
    const ended = signal === undefined ? timeout : AbortSignal.any([signal, timeout]);
    try {
      const answered = pool.request({
        method,
        path: new URL(this.server).pathname.replace(/\/$/, '') + path,
        headers: {
          ...headers,
          accept,
          'user-agent': this.#userAgent,
          'accept-encoding': 'gzip',
          ...(body === undefined ? {} : { 'content-type': contentType }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        headersTimeout: timeoutMs,
        bodyTimeout: timeoutMs,
        signal: ended,
      });
      return await settleBySignal(answered, ended);
    } catch (error) {
      throw this.#explainSilence(error, { method, path, timeoutMs });
    }
  }

  async #readText(answer: Dispatcher.ResponseData, asked: Asked): Promise<string> {
    try {
      const bytes = Buffer.from(await answer.body.arrayBuffer());
      return (answer.headers['content-encoding'] === 'gzip' ? await inflate(bytes) : bytes).toString('utf8');
    } catch (error) {
      throw this.#explainSilence(error, asked);
    }
  }

  /** The texts of sockets and TLS name addresses and codes only, and are kept as the cause. */
  #explainSilence(error: unknown, { method, path, timeoutMs }: Asked): KubeError {
    const { code, name } = error as { readonly code?: unknown; readonly name?: unknown };
    const why =
      name === 'TimeoutError'
        ? `no answer within ${timeoutMs / 1_000} s`
        : String(code ?? name ?? 'no answer');
    return new KubeError(
      'ERR_KUBE_UNREACHABLE',
      `${this.server} did not answer ${method} ${path.split('?')[0]}: ${why}.`,
      {
        cause: error,
        isRetryable: name !== 'AbortError',
      },
    );
  }
}

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly timeoutMs: number;
}

function one(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}

/** `299 - "text"`, with quotes and backslashes in the text escaped. Source: RFC 7234 §5.5. */
function listWarnings(header: string | string[] | undefined): readonly string[] {
  const lines = header === undefined ? [] : Array.isArray(header) ? header : [header];
  return lines.map(
    (line) => /^\d{3} \S+ "((?:[^"\\]|\\.)*)"/.exec(line)?.[1]?.replaceAll(/\\(.)/g, '$1') ?? line,
  );
}

function parseBody(
  text: string,
  { server, method, path }: { server: string; method: string; path: string },
): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    throw new KubeError(
      'ERR_KUBE_RESPONSE',
      `${server} answered ${method} ${path} with something else than JSON: is it the API server of a Kubernetes cluster?`,
    );
  }
}
