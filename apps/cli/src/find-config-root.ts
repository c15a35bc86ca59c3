import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Gives the nearest folder, from `start` upwards, that holds `regions/`; `start` itself if there is none. */
export function findConfigRoot(start: string): string {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'regions'))) return folder;
    if (dirname(folder) === folder) return start;
  }
}
