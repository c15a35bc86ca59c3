import { join } from 'node:path';
import { type Environment, type GitCredentials, openConfigClone } from '@atoll/deploy-repo';
import { cloneFolder } from '../publish/own-repositories.ts';
import { publishFleet } from '../publish/publish-fleet.ts';
import { watchFleet } from './watch-fleet.ts';
import type { WatchOptions, WatchPublishOptions } from './watch-options.ts';
import type { WatchReport } from './watch-report.ts';

/** Variables with what the config repository's host asks for, where it is not what the deploy repository's does. */
const CONFIG_TOKEN = 'ATOLL_CONFIG_TOKEN';
const CONFIG_USERNAME = 'ATOLL_CONFIG_USERNAME';

/** What a program tells a watch. */
export interface StartWatchOptions
  extends Pick<WatchOptions, 'once' | 'intervalSeconds' | 'clock' | 'stop' | 'onEvent'> {
  /** Address of the config repository: `https://…`, `ssh://…`, `git@host:path`, or a path. */
  readonly config: string;
  /** Branch of it that is published; `main` if absent. */
  readonly configBranch?: string;
  readonly publish: WatchPublishOptions;
}

/**
 * Clones the config repository below the cache folder of the publications, and watches it.
 *
 * @throws AppError what makes a watch impossible: an address that cannot be used, a cache that another watch works with
 */
export async function startWatch(options: StartWatchOptions): Promise<WatchReport> {
  const { config: url, configBranch: branch, publish, once, intervalSeconds, clock, stop, onEvent } = options;
  const { author, environment, now, signingKey, cacheFolder } = publish;
  const credentials = findConfigCredentials(environment, url, publish.credentialsFor);
  const config = await openConfigClone({
    ...{ url, author, environment, now },
    folder: cloneFolder(join(cacheFolder, 'config'), `${url}#${branch ?? 'main'}`),
    ...(branch === undefined ? {} : { branch }),
    ...(credentials === undefined ? {} : { credentials }),
    ...(signingKey === undefined ? {} : { signingKey }),
  });
  try {
    return await watchFleet({
      ...{ config, once, intervalSeconds, clock, stop, onEvent, repository: publish.repository },
      publish: (request) => publishFleet({ ...publish, ...request }),
    });
  } finally {
    config.close();
  }
}

/** The token of the config repository may write main; that of the deploy repository goes there only if the host is the same. */
function findConfigCredentials(
  environment: Environment,
  url: string,
  credentialsFor: WatchPublishOptions['credentialsFor'],
): GitCredentials | undefined {
  const [token, username] = [environment[CONFIG_TOKEN], environment[CONFIG_USERNAME]];
  const isHttp = /^https?:/i.test(url);
  if (!isHttp || token === undefined || token === '') return credentialsFor(url);
  return username === undefined || username === '' ? { token } : { token, username };
}
