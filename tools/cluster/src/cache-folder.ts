import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

import { processEnvironment } from './options.ts';

/**
 * Gives the folder outside the checkout that keeps built programs and baked data folders: `ATOLL_CACHE`, else
 * `$XDG_CACHE_HOME/atoll`, else `~/.cache/atoll`. May be deleted at any time when nothing is running.
 */
export function cacheFolder(env: NodeJS.ProcessEnv = processEnvironment()): string {
  if (env['ATOLL_CACHE']) return resolve(env['ATOLL_CACHE']);
  return join(env['XDG_CACHE_HOME'] ? resolve(env['XDG_CACHE_HOME']) : join(homedir(), '.cache'), 'atoll');
}
