import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findHomeDir, KubeConfig } from '@kubernetes/client-node';
import { KubeError } from './kube-error.ts';

/** What client-node falls back to when it finds nothing; no cluster that Atoll reads is there. */
const FALLBACK_SERVER = 'http://localhost:8080';

/** Which kubeconfig, and which context of it. */
export interface ConnectOptions {
  /** Path of a kubeconfig; absent: `KUBECONFIG`, `~/.kube/config`, the pod's service account, in this order. */
  readonly kubeconfig?: string;
  /** Context of the kubeconfig; absent: its current one. */
  readonly context?: string;
}

/** A kubeconfig whose context has a cluster and a user, and the name of that context. */
export interface LoadedConfig {
  readonly config: KubeConfig;
  readonly context: string;
  readonly server: string;
}

/**
 * Loads a kubeconfig by the rules of kubectl.
 *
 * @throws KubeError ERR_KUBE_CONFIG
 */
export function loadKubeConfig(options: ConnectOptions): LoadedConfig {
  const config = new KubeConfig();
  const source = options.kubeconfig ?? 'the kubeconfig';
  readConfig(config, options.kubeconfig);
  if (options.context !== undefined) config.setCurrentContext(options.context);
  const context = config.getCurrentContext();
  const server = checkContext(config, context, source);
  return { config, context, server };
}

function readConfig(config: KubeConfig, path: string | undefined): void {
  try {
    if (path === undefined) config.loadFromDefault();
    else config.loadFromFile(path);
  } catch (error) {
    throw toConfigError(error, path);
  }
  if (path === undefined && config.getCurrentCluster()?.server === FALLBACK_SERVER) {
    throw new KubeError(
      'ERR_KUBE_CONFIG',
      `No kubeconfig was found: the variable KUBECONFIG is not set, ${describeHomeConfig()}, and this is no pod with a service account. Name a file, or set KUBECONFIG.`,
    );
  }
}

function describeHomeConfig(): string {
  const home = findHomeDir();
  if (home === null) return 'there is no home folder';
  const path = join(home, '.kube', 'config');
  // A file whose cluster is the fallback's address is as good as none.
  return existsSync(path) ? `${path} names no cluster` : `${path} does not exist`;
}

/** The parser's own messages quote the file, which holds tokens and keys: neither message nor cause takes them over. */
function toConfigError(error: unknown, path: string | undefined): KubeError {
  const { code, path: failed } = error as NodeJS.ErrnoException;
  if (code !== undefined && failed !== undefined) {
    const origin = path === undefined ? ' (named by KUBECONFIG or ~/.kube/config)' : '';
    const what = code === 'ENOENT' ? 'does not exist' : `cannot be read (${code})`;
    return new KubeError('ERR_KUBE_CONFIG', `The kubeconfig ${failed}${origin} ${what}.`);
  }
  const source = path ?? 'named by KUBECONFIG or ~/.kube/config';
  return new KubeError(
    'ERR_KUBE_CONFIG',
    `The kubeconfig ${source} is not one: clusters, contexts and users are expected, each with a name. \`kubectl config view\` shows what is wrong.`,
  );
}

function checkContext(config: KubeConfig, context: string | undefined, source: string): string {
  const known = config.getContexts().map(({ name }) => name);
  if (context === undefined || context === '') {
    const remedy = known.length === 0 ? 'it has no contexts' : `choose one: ${known.join(', ')}`;
    throw new KubeError('ERR_KUBE_CONFIG', `No current context is set in ${source}; ${remedy}.`);
  }
  if (!known.includes(context)) {
    const names = known.length === 0 ? 'none' : known.join(', ');
    throw new KubeError(
      'ERR_KUBE_CONFIG',
      `There is no context ${JSON.stringify(context)} in ${source}; it has: ${names}.`,
    );
  }
  const cluster = config.getCurrentCluster();
  if (cluster === null || config.getCurrentUser() === null) {
    const missing = cluster === null ? 'cluster' : 'user';
    throw new KubeError(
      'ERR_KUBE_CONFIG',
      `The context ${JSON.stringify(context)} of ${source} names a ${missing} that is not there.`,
    );
  }
  return checkServer(cluster.server, source);
}

/** Gives the address without credentials that somebody may have written into it. */
function checkServer(server: string, source: string): string {
  if (!URL.canParse(server)) {
    throw new KubeError(
      'ERR_KUBE_CONFIG',
      `The server in ${source} is no URL, such as https://10.0.0.1:6443.`,
    );
  }
  const { protocol, host, pathname } = new URL(server);
  return `${protocol}//${host}${pathname === '/' ? '' : pathname}`;
}
