import type { Environment, GitCredentials } from '@atoll/deploy-repo';
import { PublishError } from './publish-error.ts';

/** Variables with what a Git host asks for; `_<NAME>` behind them is another host's, which `ATOLL_GIT_ORIGIN_<NAME>` names. */
const TOKEN = 'ATOLL_GIT_TOKEN';
const USERNAME = 'ATOLL_GIT_USERNAME';
const ORIGIN = 'ATOLL_GIT_ORIGIN';

/**
 * Gives the function that finds a repository's credentials in the environment.
 *
 * `ATOLL_GIT_TOKEN` goes to the host of the fleet's repository alone: the configuration names other ones, and whoever may
 * edit a region must not be able to send the token elsewhere. A token for another host goes to exactly the origin that
 * stands beside it, such as `ATOLL_GIT_ORIGIN_ACME=https://git.acme.example`.
 *
 * @param repository address of the fleet's repository
 * @throws PublishError `ERR_PUBLISH_CREDENTIALS` for a token whose origin is missing or no http(s) address
 */
export function createCredentialsFor(
  environment: Environment,
  repository: string,
): (url: string) => GitCredentials | undefined {
  const home = parseOrigin(repository);
  const named = readNamed(environment);
  return (url) => {
    const origin = parseOrigin(url);
    if (origin === undefined) return undefined;
    const own = named.get(origin);
    if (own !== undefined) return own;
    return origin === home ? toCredentials(environment[TOKEN], environment[USERNAME]) : undefined;
  };
}

function readNamed(environment: Environment): ReadonlyMap<string, GitCredentials> {
  const names = Object.keys(environment)
    .filter((variable) => variable.startsWith(`${TOKEN}_`))
    .map((variable) => variable.slice(TOKEN.length));
  return new Map(
    names.flatMap((name) => {
      const credentials = toCredentials(environment[`${TOKEN}${name}`], environment[`${USERNAME}${name}`]);
      if (credentials === undefined) return [];
      const origin = parseOrigin(environment[`${ORIGIN}${name}`] ?? '');
      if (origin === undefined) throw toNameless(name);
      return [[origin, credentials] as const];
    }),
  );
}

function toNameless(name: string): PublishError {
  return new PublishError(
    'ERR_PUBLISH_CREDENTIALS',
    `${TOKEN}${name} is set, but ${ORIGIN}${name} does not say for which host: set it to an address such as https://git.example.com.`,
  );
}

function toCredentials(token: string | undefined, username: string | undefined): GitCredentials | undefined {
  if (token === undefined || token === '') return undefined;
  return username === undefined || username === '' ? { token } : { token, username };
}

/** Tokens travel by http(s) alone; ssh has its keys. The port belongs to the origin. */
function parseOrigin(url: string): string | undefined {
  const parsed = URL.parse(url);
  return parsed?.protocol === 'https:' || parsed?.protocol === 'http:' ? parsed.origin : undefined;
}
