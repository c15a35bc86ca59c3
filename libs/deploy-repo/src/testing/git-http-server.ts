import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { authenticate } from './authenticate.ts';
import { splitCgiAnswer } from './cgi-answer.ts';

/** Length of the request by which Git asks, before a large push, whether it may. Source: remote-curl.c, probe_rpc. */
const PROBE_LENGTH = 4;

/**
 * What goes wrong: a status for every request, a redirect of every request, or a connection that dies.
 * `die-mid-push`: half of a push arrives, `lose-answer`: the push is accepted and its answer lost,
 * `lose-answer-and-die`: the same, and nothing is answered any more.
 */
export type GitHttpFault =
  | 401
  | 403
  | 500
  | 'die-mid-push'
  | 'lose-answer'
  | 'lose-answer-and-die'
  | { readonly redirectTo: string };

/** What the server has seen of a request. */
export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly authorization: string | undefined;
}

/** A running Git host. */
export interface GitHttpServer {
  /** For example `http://127.0.0.1:40123`. */
  readonly url: string;
  readonly requests: readonly SeenRequest[];
  /** Switches a fault on, or off. */
  fail(fault: GitHttpFault | undefined): void;
  /** Makes an empty bare repository, gives its folder; its address is `<url>/<name>`. */
  createRepository(name: string): string;
  close(): Promise<void>;
}

/** Where the repositories are, and who may come. */
export interface GitHttpServerOptions {
  /** Folder of the bare repositories. */
  readonly root: string;
  /** Tokens by user name, for `Basic` and `Bearer`; without any user everybody may read and write. */
  readonly users?: Readonly<Record<string, string>>;
}

/** Starts the real `git http-backend` behind a server on 127.0.0.1, at a free port. */
export async function startGitHttpServer({ root, users }: GitHttpServerOptions): Promise<GitHttpServer> {
  const requests: SeenRequest[] = [];
  let fault: GitHttpFault | undefined;
  let isDead = false;
  const server = createServer((request, response) => {
    const { method = '', url = '', headers } = request;
    requests.push({ method, url, authorization: headers.authorization });
    if (isDead) {
      request.socket.destroy();
      return;
    }
    isDead = fault === 'lose-answer-and-die' && isPush(request);
    answer(request, response, { root, users, fault }).catch(() => request.socket.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    fail(next) {
      fault = next;
      isDead = false;
    },
    createRepository(name) {
      const folder = join(root, name);
      execFileSync('git', ['init', '--quiet', '--bare', '-b', 'main', folder]);
      execFileSync('git', ['-C', folder, 'config', 'http.receivepack', 'true']);
      return folder;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

interface Situation {
  readonly root: string;
  readonly users: Readonly<Record<string, string>> | undefined;
  readonly fault: GitHttpFault | undefined;
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  situation: Situation,
): Promise<void> {
  const { root, users, fault } = situation;
  const user = authenticate(request.headers.authorization, users);
  const refusal = user === undefined ? 401 : fault;
  if (typeof refusal === 'number') {
    response.writeHead(refusal, refusal === 401 ? { 'WWW-Authenticate': 'Basic realm="git"' } : {}).end();
    return;
  }
  if (typeof refusal === 'object') {
    response.writeHead(302, { Location: `${refusal.redirectTo}${request.url ?? ''}` }).end();
    return;
  }
  const body = await buffer(request);
  const isHit = refusal !== undefined && isPush(request) && body.length > PROBE_LENGTH;
  // With the length of the whole the backend would wait for the rest for ever.
  const arrived = isHit && refusal === 'die-mid-push' ? body.subarray(0, body.length / 2) : body;
  const printed = await runBackend(request, arrived, { root, user });
  if (isHit) {
    request.socket.destroy();
    return;
  }
  const { status, headers, content } = splitCgiAnswer(printed);
  response.writeHead(status, headers).end(content);
}

function isPush({ method, url }: IncomingMessage): boolean {
  return method === 'POST' && url?.endsWith('/git-receive-pack') === true;
}

async function runBackend(
  request: IncomingMessage,
  body: Buffer,
  { root, user }: { readonly root: string; readonly user: string | undefined },
): Promise<Buffer> {
  const [path = '', query = ''] = (request.url ?? '').split('?');
  const child = spawn('git', ['http-backend'], {
    env: {
      PATH: process.env.PATH ?? '',
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_HTTP_EXPORT_ALL: '1',
      GIT_PROJECT_ROOT: root,
      PATH_INFO: decodeURIComponent(path),
      QUERY_STRING: query,
      REQUEST_METHOD: request.method ?? '',
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      CONTENT_LENGTH: String(body.length),
      HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
      GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
      ...(user === undefined || user === '' ? {} : { REMOTE_USER: user }),
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  child.stdin.on('error', () => undefined).end(body);
  return buffer(child.stdout);
}
