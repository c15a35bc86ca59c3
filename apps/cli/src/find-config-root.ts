import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Gives the nearest folder, from `start` upwards, that holds a config repository; `start` itself if there is none.
 *
 * A deploy repository has a folder `regions/` too, but only a config repository has `regions/fleet/`.
 */
export function findConfigRoot(start: string): string {
  return findUpwards(start, 'regions/fleet') ?? findUpwards(start, 'regions') ?? start;
}

function findUpwards(start: string, path: string): string | undefined {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, path))) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}
