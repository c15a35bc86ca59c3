import {
  HttpMethod,
  IsomorphicFetchHttpLibrary,
  type KubeConfig,
  RequestContext,
} from '@kubernetes/client-node';
import { type Asked, explainStatus, explainTransport } from './explain-failure.ts';
import { KubeError } from './kube-error.ts';

/** How long one request may take, from the first byte sent to the last received; ours. */
const REQUEST_TIMEOUT_MS = 10_000;

/** A JSON object of unknown shape. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Who asks whom for what. */
export interface FetchOptions {
  readonly config: KubeConfig;
  readonly asked: Asked;
  readonly timeoutMs?: number;
}

/**
 * Gives a list as the API server wrote it.
 *
 * The generated clients of client-node are not used: they drop fields that they do not know, and their errors carry the
 * whole response with its headers.
 *
 * @throws KubeError any code
 */
export async function fetchJson(path: string, options: FetchOptions): Promise<JsonObject> {
  const { config, asked, timeoutMs = REQUEST_TIMEOUT_MS } = options;
  const request = await createRequest(config, path, asked);
  request.setSignal(AbortSignal.timeout(timeoutMs));
  const { status, text } = await send(request, asked, timeoutMs);
  if (status !== 200) throw explainStatus(status, text, asked);
  return parseList(text, asked);
}

async function createRequest(config: KubeConfig, path: string, asked: Asked): Promise<RequestContext> {
  const server = config.getCurrentCluster()?.server ?? asked.server;
  const request = new RequestContext(`${server}${path}`, HttpMethod.GET);
  request.setHeaderParam('Accept', 'application/json');
  try {
    await config.applySecurityAuthentication(request);
  } catch (error) {
    throw explainCredentials(error, config, asked);
  }
  return request;
}

/** Programs and files that give credentials fail with texts that may hold them: only names are taken over. */
function explainCredentials(error: unknown, config: KubeConfig, asked: Asked): KubeError {
  const { path, code, message } = error as NodeJS.ErrnoException;
  const context = JSON.stringify(asked.context);
  const program = (config.getCurrentUser() as { exec?: { command?: unknown } } | null)?.exec?.command;
  if (typeof program === 'string') {
    const text = `The program ${program}, which gives the credentials of the context ${context}, failed. Run it by hand to see why.`;
    return new KubeError('ERR_KUBE_UNAUTHORIZED', text);
  }
  if (message?.startsWith('HTTP protocol')) {
    const text = `The server ${asked.server} of the context ${context} is reached without TLS, which is refused; use https.`;
    return new KubeError('ERR_KUBE_CONFIG', text);
  }
  const file = path === undefined ? '' : `: ${path} cannot be read (${code})`;
  return new KubeError('ERR_KUBE_CONFIG', `The credentials of the context ${context} cannot be used${file}.`);
}

async function send(
  request: RequestContext,
  asked: Asked,
  timeoutMs: number,
): Promise<{ readonly status: number; readonly text: string }> {
  try {
    const response = await new IsomorphicFetchHttpLibrary().send(request).toPromise();
    return { status: response.httpStatusCode, text: await response.body.text() };
  } catch (error) {
    throw explainTransport(error, asked, timeoutMs);
  }
}

function parseList(text: string, asked: Asked): JsonObject {
  const value = parseJson(text);
  if (typeof value === 'object' && value !== null && Array.isArray((value as JsonObject)['items'])) {
    return value as JsonObject;
  }
  throw new KubeError(
    'ERR_KUBE_RESPONSE',
    `${asked.server} (context ${asked.context}) answered with something else than a list: is it the API server of a Kubernetes cluster?`,
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
