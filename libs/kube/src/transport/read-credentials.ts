import { readFile } from 'node:fs/promises';
import type { RequestOptions } from 'node:https';
import type { KubeConfig } from '@kubernetes/client-node';
import { KubeError } from '../kube-error.ts';
import type { KubeCredentials } from './kube-connection.ts';

/**
 * Reads certificates, authority and token as the kubeconfig names them: files are read anew, programs asked where their
 * answer is over.
 *
 * @throws KubeError ERR_KUBE_CONFIG, ERR_KUBE_UNAUTHORIZED; never with the text of a file
 */
export async function readCredentials(config: KubeConfig, context: string): Promise<KubeCredentials> {
  const options: RequestOptions = {};
  let bearer: Readonly<Record<string, string>> = {};
  try {
    await config.applyToHTTPSOptions(options);
    bearer = await readTokenFile(config);
  } catch (error) {
    throw explain(error, config, context);
  }
  const { ca, cert, key, rejectUnauthorized, servername, headers = {}, auth } = options;
  const basic =
    typeof auth === 'string' ? { authorization: `Basic ${Buffer.from(auth).toString('base64')}` } : {};
  return {
    headers: { ...basic, ...toHeaders(headers as Readonly<Record<string, unknown>>), ...bearer },
    tls: {
      ...(isPem(ca) ? { ca } : {}),
      ...(isPem(cert) ? { cert } : {}),
      ...(isPem(key) ? { key } : {}),
      ...(rejectUnauthorized === undefined ? {} : { rejectUnauthorized }),
      ...(servername === undefined ? {} : { servername }),
    },
  };
}

/** client-node takes the file of a pod's token as good for a minute, in which a token that was replaced is refused. */
async function readTokenFile(config: KubeConfig): Promise<Readonly<Record<string, string>>> {
  const user = config.getCurrentUser() as {
    readonly authProvider?: { readonly config?: { readonly tokenFile?: unknown } };
  } | null;
  const path = user?.authProvider?.config?.tokenFile;
  return typeof path === 'string' ? { authorization: `Bearer ${(await readFile(path, 'utf8')).trim()}` } : {};
}

function isPem(value: unknown): value is Buffer | string {
  return typeof value === 'string' || Buffer.isBuffer(value);
}

function toHeaders(headers: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)] as const),
  );
}

/** Programs and files that give credentials fail with texts that may hold them: only names are taken over. */
function explain(error: unknown, config: KubeConfig, context: string): KubeError {
  const { path, code } = error as NodeJS.ErrnoException;
  const name = JSON.stringify(context);
  const program = (config.getCurrentUser() as { readonly exec?: { readonly command?: unknown } } | null)?.exec
    ?.command;
  if (typeof program === 'string') {
    return new KubeError(
      'ERR_KUBE_UNAUTHORIZED',
      `The program ${program}, which gives the credentials of the context ${name}, failed. Run it by hand to see why.`,
    );
  }
  const file = path === undefined ? '' : `: ${path} cannot be read (${code})`;
  return new KubeError('ERR_KUBE_CONFIG', `The credentials of the context ${name} cannot be used${file}.`);
}
