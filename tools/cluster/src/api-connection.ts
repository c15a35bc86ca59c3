import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { Agent, request as httpsRequest } from 'node:https';

import { ClusterError } from './cluster-error.ts';

/** An answer that takes longer than this, in ms, counts as none: the API server's own limit is 60 s. */
const REQUEST_TIMEOUT_MS = 65_000;

/** Where an API server is and who asks. */
export interface ApiIdentity {
  readonly url: string;
  /** PEM of the authority that signed the server's certificate. */
  readonly authority: string;
  /** PEM of a client certificate and its key; without them requests carry no identity. */
  readonly client?: { readonly cert: string; readonly key: string };
}

/** Everything about a request but method and path. */
export interface ApiRequestOptions {
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Defaults to `application/json`. */
  readonly contentType?: string;
  /** Added to the request, such as `Authorization` or `Impersonate-User`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Aborts the request. */
  readonly signal?: AbortSignal;
}

/** The answer to a request, whatever its status. */
export interface ApiResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Texts of all `Warning` headers, in order. */
  readonly warnings: readonly string[];
  readonly text: string;
  /** The body when it is JSON, else `undefined`. */
  readonly json: unknown;
}

/** Sends one request and gives the answer, whatever its status. */
export type ApiRequest = (method: string, path: string, options?: ApiRequestOptions) => Promise<ApiResponse>;

/** A kept-alive connection to an API server under one identity. */
export interface ApiConnection {
  /** @throws ClusterError `ERR_CLUSTER_REQUEST` when no answer arrives */
  readonly request: ApiRequest;
  /** Closes idle and busy sockets. */
  readonly close: () => void;
}

/** Opens a connection for raw JSON requests; TCP and TLS happen with the first one. */
export function connectApi(identity: ApiIdentity): ApiConnection {
  const agent = new Agent({ keepAlive: true, ca: identity.authority, ...identity.client });
  return {
    request: (method, path, options = {}) =>
      sendRequest(new URL(path, identity.url), { method, agent, options }),
    close: () => agent.destroy(),
  };
}

interface PreparedRequest {
  readonly method: string;
  readonly agent: Agent;
  readonly options: ApiRequestOptions;
}

function sendRequest(url: URL, { method, agent, options }: PreparedRequest): Promise<ApiResponse> {
  const body = options.body === undefined ? undefined : JSON.stringify(options.body);
  const content = body === undefined ? {} : { 'content-type': options.contentType ?? 'application/json' };
  const headers = { accept: 'application/json', ...content, ...options.headers };
  const signal = options.signal === undefined ? {} : { signal: options.signal };
  return new Promise((resolvePromise, reject) => {
    const fail = (cause: unknown): void => {
      const message = `${method} ${url.pathname}${url.search}: no answer from ${url.host}: ${String(cause)}`;
      reject(new ClusterError('ERR_CLUSTER_REQUEST', message, { cause }));
    };
    const outgoing = httpsRequest(url, { method, agent, headers, timeout: REQUEST_TIMEOUT_MS, ...signal });
    outgoing.once('error', fail);
    outgoing.once('timeout', () => outgoing.destroy(new Error(`nothing for ${REQUEST_TIMEOUT_MS} ms`)));
    outgoing.once('response', (response) => void readResponse(response).then(resolvePromise, fail));
    outgoing.end(body);
  });
}

async function readResponse(response: IncomingMessage): Promise<ApiResponse> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  const isJson = response.headers['content-type']?.startsWith('application/json') === true;
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    warnings: (response.headersDistinct['warning'] ?? []).map(parseWarning),
    text,
    json: isJson ? (JSON.parse(text) as unknown) : undefined,
  };
}

/** Kubernetes sends `299 - "text"`, with quotes and backslashes in the text escaped (RFC 7234 §5.5). */
function parseWarning(header: string): string {
  const quoted = /^\d{3} \S+ "((?:[^"\\]|\\.)*)"/.exec(header)?.[1];
  return quoted === undefined ? header : quoted.replaceAll(/\\(.)/g, '$1');
}
