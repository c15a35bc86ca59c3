import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from '@atoll/deploy-repo';

/** Gives where the clones of deploy repositories are kept: `<XDG_CACHE_HOME or ~/.cache>/atoll/publish`. */
export function defaultCacheFolder(environment: Environment): string {
  const base = environment['XDG_CACHE_HOME'] || join(environment['HOME'] || homedir(), '.cache');
  return join(base, 'atoll', 'publish');
}
