import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { Agent, request as httpsRequest } from 'node:https';
import { createInterface } from 'node:readline';

import { parse } from 'yaml';

import { PretendCloudError } from './pretend-cloud-error.ts';

/** An answer of the API server, whatever its status. */
export interface KubeAnswer {
  readonly status: number;
  /** The body when it is JSON. */
  readonly json: unknown;
}

/** The few requests that a pretended provider makes. */
export interface KubeClient {
  /** @throws PretendCloudError `ERR_PRETEND_REQUEST` when no answer arrives */
  readonly request: (method: string, path: string, body?: unknown) => Promise<KubeAnswer>;
  /** Gives every line of a watch to `onLine`, until the server ends it or `signal` does. */
  readonly watch: (path: string, signal: AbortSignal, onLine: (line: string) => void) => Promise<void>;
  readonly close: () => void;
}

/** Field manager and user agent: a provider's program is called so in its image. */
const MANAGER = 'provider';

/** An answer that takes longer than this, in ms, counts as none. */
const REQUEST_TIMEOUT_MS = 30_000;

interface Kubeconfig {
  readonly clusters: readonly { readonly cluster: Readonly<Record<string, string>> }[];
  readonly users: readonly { readonly user: Readonly<Record<string, string>> }[];
}

/**
 * Connects with the first cluster and user of a kubeconfig that holds its certificates itself.
 *
 * @throws PretendCloudError `ERR_PRETEND_KUBECONFIG`
 */
export async function connectKubeconfig(path: string): Promise<KubeClient> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new PretendCloudError('ERR_PRETEND_KUBECONFIG', `cannot read the kubeconfig ${path}`, { cause });
  });
  const { clusters, users } = (parse(text) ?? {}) as Partial<Kubeconfig>;
  const cluster = clusters?.[0]?.cluster ?? {};
  const user = users?.[0]?.user ?? {};
  const identity = {
    ca: decode(cluster['certificate-authority-data']),
    cert: decode(user['client-certificate-data']),
    key: decode(user['client-key-data']),
  };
  const { server = '' } = cluster;
  if ([server, ...Object.values(identity)].includes('')) {
    throw new PretendCloudError(
      'ERR_PRETEND_KUBECONFIG',
      `${path} needs server, certificate-authority-data, client-certificate-data and client-key-data; ` +
        'exec plugins and tokens are not supported',
    );
  }
  return createClient(server, new Agent({ keepAlive: true, ...identity }));
}

function decode(encoded = ''): string {
  return Buffer.from(encoded, 'base64').toString('utf8');
}

function createClient(server: string, agent: Agent): KubeClient {
  const open = (method: string, path: string, settings: object) =>
    httpsRequest(new URL(path, server), {
      method,
      agent,
      headers: { 'content-type': 'application/json', accept: 'application/json', 'user-agent': MANAGER },
      ...settings,
    });
  return {
    request: async (method, path, body) => {
      const outgoing = open(method, path, { timeout: REQUEST_TIMEOUT_MS });
      outgoing.once('timeout', () => outgoing.destroy(new Error(`nothing for ${REQUEST_TIMEOUT_MS} ms`)));
      outgoing.end(body === undefined ? undefined : JSON.stringify(body));
      try {
        const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
        return await readAnswer(response);
      } catch (cause) {
        const message = `${method} ${path}: no answer: ${String(cause)}`;
        throw new PretendCloudError('ERR_PRETEND_REQUEST', message, { cause });
      }
    },
    watch: async (path, signal, onLine) => {
      const outgoing = open('GET', path, { signal });
      outgoing.end();
      const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
      for await (const line of createInterface({ input: response })) onLine(line);
    },
    close: () => agent.destroy(),
  };
}

async function readAnswer(response: IncomingMessage): Promise<KubeAnswer> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  const isJson = response.headers['content-type']?.startsWith('application/json') === true;
  return { status: response.statusCode ?? 0, json: isJson ? (JSON.parse(text) as unknown) : undefined };
}
