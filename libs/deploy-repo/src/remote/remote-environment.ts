import type { Environment } from '../git-environment.ts';
import { type GitCredentials, toAuthorization } from './git-credentials.ts';
import type { RemoteUrl } from './remote-url.ts';

/**
 * Variables of the caller that say how to reach a host. Everything else that begins with `GIT_` is left out, traces
 * above all: they would print headers. HOME, SSH_AUTH_SOCK and the proxies' variables are kept for every Git process.
 */
const KEPT_VARIABLES = [
  'GIT_SSH',
  'GIT_SSH_COMMAND',
  'GIT_SSH_VARIANT',
  'GIT_SSL_CAINFO',
  'GIT_SSL_CAPATH',
  'GIT_SSL_CERT',
  'GIT_SSL_KEY',
];

/** A remote that works says something every five seconds. Source: git-config(1), receive.keepAlive. */
export const PATIENCE_SECONDS = 300;
const LOW_SPEED_BYTES = '1';

/** Settings of the user that would add refs to a push, ask at a terminal, or start work of their own. */
const SETTINGS: ReadonlyArray<readonly [string, string]> = [
  ['core.askPass', ''],
  ['fetch.recurseSubmodules', 'false'],
  ['fetch.writeCommitGraph', 'false'],
  ['http.lowSpeedLimit', LOW_SPEED_BYTES],
  ['http.lowSpeedTime', String(PATIENCE_SECONDS)],
  ['push.followTags', 'false'],
  ['push.gpgSign', 'false'],
  ['push.recurseSubmodules', 'no'],
];

/** What reaching a remote takes. */
export interface RemoteAccess {
  readonly remote: RemoteUrl;
  readonly credentials: GitCredentials | undefined;
  /** `process.env` of the program. */
  readonly environment: Environment;
  /** How long the remote may say nothing; 300 if absent. */
  readonly patienceSeconds?: number | undefined;
  /** Ends a command that is under way. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Gives the variables of the Git commands that talk to the remote; no other command gets them.
 * They alone carry the token: arguments are seen by every user of the machine, and a file outlives the run.
 */
export function toRemoteVariables({
  remote,
  credentials,
  environment,
}: RemoteAccess): Record<string, string> {
  const kept = KEPT_VARIABLES.flatMap((name) => {
    const value = environment[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  const settings = [...SETTINGS, ...toHttpSettings(remote, credentials)];
  return {
    ...Object.fromEntries(kept),
    GIT_ALLOW_PROTOCOL: 'file:http:https:ssh',
    GIT_CONFIG_COUNT: String(settings.length),
    ...Object.fromEntries(
      settings.flatMap(([name, value], at) => [
        [`GIT_CONFIG_KEY_${at}`, name],
        [`GIT_CONFIG_VALUE_${at}`, value],
      ]),
    ),
  };
}

/** Named after the whole address, these outrank what the user has set for the host, and reach no other one. */
function toHttpSettings(
  { url, transport }: RemoteUrl,
  credentials: GitCredentials | undefined,
): ReadonlyArray<readonly [string, string]> {
  if (transport !== 'http') {
    return [];
  }
  // Git sends its header to wherever a redirect has led.
  const always = [[`http.${url}.followRedirects`, 'false'] as const];
  if (credentials === undefined) {
    return always;
  }
  return [
    ...always,
    [`http.${url}.extraHeader`, ''],
    [`http.${url}.extraHeader`, `Authorization: ${toAuthorization(credentials)}`],
    [`http.${url}.sslVerify`, 'true'],
    // After a refusal Git would go on with what somebody else has stored.
    ['credential.helper', ''],
  ];
}
