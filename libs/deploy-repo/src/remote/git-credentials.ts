import { DeployRepoError } from '../deploy-repo-error.ts';

const CONTROL_CHARACTERS = /[\u0000-\u001f\u007f]/;
const REDACTED = '***';
/** `https://user:password@` in words that quote an address of the user's own configuration. */
const USER_INFO = /(:\/\/)[^\s/@]+@/g;

/** What a Git host asks for; used with http(s) only, where ssh has its keys. */
export interface GitCredentials {
  /** With it the token goes as a password (`Basic`), without it alone (`Bearer`). GitHub wants `x-access-token`, GitLab `oauth2`. */
  readonly username?: string;
  readonly token: string;
}

/** Gives the header that carries the credentials. @throws DeployRepoError `ERR_DEPLOY_REPO_AUTH` for what no header can carry */
export function toAuthorization({ username, token }: GitCredentials): string {
  if (token === '' || CONTROL_CHARACTERS.test(`${username ?? ''}${token}`) || username?.includes(':')) {
    throw new DeployRepoError(
      'ERR_DEPLOY_REPO_AUTH',
      'the credentials of the remote deploy repository cannot be used: the token is empty, token or user name hold a line end or another control character, or the user name holds a colon; read them again from where they are kept',
    );
  }
  return username === undefined ? `Bearer ${token}` : `Basic ${toBase64(`${username}:${token}`)}`;
}

/** Gives the words of Git or a remote without any form of the token, and without user info of other addresses. */
export function redactCredentials(words: string, credentials: GitCredentials | undefined): string {
  const forms = credentials === undefined ? [] : listForms(credentials);
  const redacted = forms.reduce((text, form) => text.replaceAll(form, REDACTED), words);
  return redacted.replace(USER_INFO, `$1${REDACTED}@`);
}

/** Longest first, so that no part of a longer form stays. */
function listForms({ username, token }: GitCredentials): string[] {
  const encoded = [token, encodeURIComponent(token), toBase64(token), toBase64(`${username ?? ''}:${token}`)];
  return [...new Set(encoded)].filter((form) => form !== '').sort((a, b) => b.length - a.length);
}

function toBase64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}
