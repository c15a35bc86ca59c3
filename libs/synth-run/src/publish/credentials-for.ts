import type { Environment, GitCredentials } from '@atoll/deploy-repo';

/** Variables with what the host of the fleet's repository asks for; `_<HOST>` behind them names another host. */
const TOKEN = 'ATOLL_GIT_TOKEN';
const USERNAME = 'ATOLL_GIT_USERNAME';

/**
 * Gives the function that finds a repository's credentials in the environment.
 *
 * `ATOLL_GIT_TOKEN` goes to the host of the fleet's repository alone: the configuration names other ones, and whoever may
 * edit a region must not be able to send the token elsewhere. For those: `ATOLL_GIT_TOKEN_GIT_EXAMPLE_COM`.
 *
 * @param repository address of the fleet's repository
 */
export function createCredentialsFor(
  environment: Environment,
  repository: string,
): (url: string) => GitCredentials | undefined {
  const home = parseHost(repository);
  return (url) => {
    const host = parseHost(url);
    if (host === undefined) return undefined;
    const suffix = `_${host.name.toUpperCase().replace(/[^A-Z0-9]/g, '_')}`;
    const own = toCredentials(environment[`${TOKEN}${suffix}`], environment[`${USERNAME}${suffix}`]);
    if (own !== undefined) return own;
    return host.origin === home?.origin
      ? toCredentials(environment[TOKEN], environment[USERNAME])
      : undefined;
  };
}

function toCredentials(token: string | undefined, username: string | undefined): GitCredentials | undefined {
  if (token === undefined || token === '') return undefined;
  return username === undefined || username === '' ? { token } : { token, username };
}

/** Tokens travel by http(s) alone; ssh has its keys. */
function parseHost(url: string): { readonly name: string; readonly origin: string } | undefined {
  const parsed = URL.parse(url);
  const isHttp = parsed?.protocol === 'https:' || parsed?.protocol === 'http:';
  return parsed !== null && isHttp ? { name: parsed.hostname, origin: parsed.origin } : undefined;
}
