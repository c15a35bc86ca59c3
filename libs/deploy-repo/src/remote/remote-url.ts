import { resolve } from 'node:path';
import { DeployRepoError } from '../deploy-repo-error.ts';

/** How Git reaches a remote. */
export interface RemoteUrl {
  /** The address for Git; a local path is absolute. */
  readonly url: string;
  readonly transport: 'http' | 'ssh' | 'file';
}

const HOSTS_OF_THIS_MACHINE = new Set(['127.0.0.1', '[::1]', 'localhost']);
const CONTROL_CHARACTERS = /[\u0000-\u001f\u007f]/;
const SCHEME = /^([a-z][a-z0-9+.-]*):\/\//i;
/** Git runs a program named so: `ext::sh -c …`. Source: gitremote-helpers(7). */
const REMOTE_HELPER = /^[a-z0-9+.-]+::/i;
/** `host:path` or `user@host:path`; a slash before the colon makes it a local path. Source: git-clone(1), "Git URLs". */
const SCP_FORM = /^[^/:]+:/;
/** `user:password@host:path`, which Git would take for a host `user`. */
const SCP_PASSWORD = /^[^/@:]+:[^/@]*@/;

/**
 * Passes the address of a remote that Atoll may talk to. Its text never stands in an error: it may hold a secret.
 *
 * @param hasCredentials whether a token goes along, which must not travel unencrypted
 * @throws DeployRepoError `ERR_DEPLOY_REPO_URL`
 */
export function parseRemoteUrl(text: string, hasCredentials: boolean): RemoteUrl {
  if (text === '' || text.startsWith('-') || CONTROL_CHARACTERS.test(text)) {
    throw toBadUrl('it is empty, begins with "-", or holds a control character');
  }
  if (REMOTE_HELPER.test(text)) {
    throw toBadUrl('the form "helper::address" would start a program');
  }
  const scheme = SCHEME.exec(text)?.[1]?.toLowerCase();
  if (scheme !== undefined) {
    return parseSchemeUrl(text, scheme, hasCredentials);
  }
  if (!SCP_FORM.test(text)) {
    return { url: resolve(text), transport: 'file' };
  }
  if (SCP_PASSWORD.test(text)) {
    throw toBadUrl('it holds a password');
  }
  return { url: text, transport: 'ssh' };
}

function parseSchemeUrl(text: string, scheme: string, hasCredentials: boolean): RemoteUrl {
  const url = URL.parse(text);
  if (url === null) {
    throw toBadUrl('it cannot be parsed');
  }
  switch (scheme) {
    case 'http':
    case 'https':
      assertPlain(url);
      if (scheme === 'http' && hasCredentials && !HOSTS_OF_THIS_MACHINE.has(url.hostname)) {
        throw toBadUrl('a token would travel unencrypted over http; use https');
      }
      return { url: text, transport: 'http' };
    case 'ssh':
      if (url.password !== '') {
        throw toBadUrl('it holds a password');
      }
      return { url: text, transport: 'ssh' };
    case 'file':
      return { url: text, transport: 'file' };
    default:
      throw toBadUrl('its scheme is none of https, http, ssh and file');
  }
}

function assertPlain(url: URL): void {
  if (url.username !== '' || url.password !== '') {
    throw toBadUrl('it holds user info');
  }
  if (url.search !== '' || url.hash !== '') {
    throw toBadUrl('it holds a query or a fragment, where tokens are often put');
  }
}

function toBadUrl(rule: string): DeployRepoError {
  return new DeployRepoError(
    'ERR_DEPLOY_REPO_URL',
    `the address of the remote deploy repository cannot be used (it is not printed, since it may hold a secret): ${rule}; write it as https://host/path, ssh://git@host/path, git@host:path or a path, and give a token as credentials`,
  );
}
