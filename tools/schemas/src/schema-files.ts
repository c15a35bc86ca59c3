import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import type { GeneratedSet } from './generate-schemas.ts';

/**
 * Gives the files in which the checkout differs from what was generated: changed, missing or left over,
 * as sorted paths relative to the root.
 */
export async function listDifferingFiles(
  root: string,
  sets: readonly GeneratedSet[],
): Promise<readonly string[]> {
  const differing: string[] = [];
  for (const { entry, files } of sets) {
    for (const [path, text] of files) {
      const present = await readFile(join(root, path), 'utf8').catch(() => undefined);
      if (present !== text) {
        differing.push(path);
      }
    }
    differing.push(...(await listLeftOver(root, { entry, files })));
  }
  return differing.sort();
}

/** Writes the files that differ and removes what is left over in the folders of the sets; gives their paths. */
export async function writeSchemaFiles(
  root: string,
  sets: readonly GeneratedSet[],
): Promise<readonly string[]> {
  const differing = await listDifferingFiles(root, sets);
  for (const path of differing) {
    const text = sets.map(({ files }) => files.get(path)).find((candidate) => candidate !== undefined);
    if (text === undefined) {
      await rm(join(root, path));
    } else {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), text);
    }
  }
  return differing;
}

async function listLeftOver(root: string, { entry, files }: GeneratedSet): Promise<readonly string[]> {
  const present = await readdir(join(root, entry.into), { recursive: true, withFileTypes: true }).catch(
    () => [],
  );
  const paths = present
    .filter((item) => item.isFile())
    .map((item) => join(item.parentPath, item.name).slice(join(root, '/').length).replaceAll('\\', '/'));
  return paths.filter((path) => !files.has(path));
}
