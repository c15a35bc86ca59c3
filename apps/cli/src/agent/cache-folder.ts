import { homedir } from 'node:os';
import { join } from 'node:path';

/** Gives the folder of what may be lost at any time: `XDG_CACHE_HOME/atoll`, else `~/.cache/atoll`. */
export function cacheFolderOf(environment: Readonly<Record<string, string | undefined>>): string {
  return join(environment['XDG_CACHE_HOME'] || join(environment['HOME'] || homedir(), '.cache'), 'atoll');
}
