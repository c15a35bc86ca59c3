import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Root of the checkout. */
export const REPOSITORY_ROOT = fileURLToPath(new URL('../../../../', import.meta.url));

/** Gives the folder of released CRDs: `ATOLL_CRDS`, or `../shared/crds` beside the checkout. */
export function findReleasesFolder(): string | undefined {
  return findFolder('ATOLL_CRDS', '../shared/crds');
}

/** Gives the folder of example manifests: `ATOLL_EXAMPLES`, or `../shared/examples` beside the checkout. */
export function findExamplesFolder(): string | undefined {
  return findFolder('ATOLL_EXAMPLES', '../shared/examples');
}

function findFolder(variable: string, sibling: string): string | undefined {
  const folder = process.env[variable] ?? join(REPOSITORY_ROOT, sibling);
  if (existsSync(folder)) {
    return folder;
  }
  console.warn(`skipped: ${folder} does not exist; name a folder with ${variable}`);
  return undefined;
}
