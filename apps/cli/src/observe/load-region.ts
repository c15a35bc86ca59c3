import { createHash } from 'node:crypto';
import { readConfigRepo, statConfigRepo } from '@atoll/config-repo';
import { AppError, type Problem } from '@atoll/core';
import { nearestName } from '@atoll/region-config';
import { type ConfigText, createSynth, type LoadedRegion } from '@atoll/synth';
import { ObserveError } from './observe-error.ts';

/** File with what all regions have in common. */
const ORGANIZATION_FILE = 'regions/fleet/organization.yaml';

/** Names listed in a message; a fleet may have thousands. */
const MAX_LISTED = 10;

/**
 * Reads one region from the config repository and checks it by itself, without the rest of the fleet.
 *
 * @throws ObserveError ERR_OBSERVE_REGION when there is no such region
 * @throws AppError ERR_CONFIG_REPO_MISSING, ERR_CONFIG_REPO_SIZE
 */
export async function loadRegion(
  root: string,
  name: string,
): Promise<{ readonly value: LoadedRegion } | { readonly problems: readonly Problem[] }> {
  requireRegion(root, name);
  const { files, problems } = await readConfigRepo(root, { only: [name] });
  if (problems.length > 0) return { problems };
  const texts = new Map(files.map((file) => [file.path, file]));
  const synth = createSynth({ digest: digestText });
  const organization = synth.loadOrganization(requireFile(texts, ORGANIZATION_FILE));
  if ('problems' in organization) return organization;
  const region = requireFile(texts, `regions/${name}/region.yaml`);
  const observed = texts.get(`regions/${name}/observed.yaml`);
  return synth.loadRegion({ name, region, observed }, organization.value);
}

function requireRegion(root: string, name: string): void {
  const known = statConfigRepo(root).regions;
  if (known.includes(name)) return;
  const near = nearestName(name, known);
  const listed = known.slice(0, MAX_LISTED).join(', ') || 'none';
  const rest = known.length > MAX_LISTED ? ` and ${known.length - MAX_LISTED} more` : '';
  const remedy = near === undefined ? `there is: ${listed}${rest}` : `did you mean ${near}?`;
  throw new ObserveError(
    'ERR_OBSERVE_REGION',
    `There is no region ${JSON.stringify(name)} in ${root}/regions; ${remedy}`,
  );
}

/** Both files have been looked for already: an absent one is a problem of the read. */
function requireFile(texts: ReadonlyMap<string, ConfigText>, path: string): ConfigText {
  const file = texts.get(path);
  if (file === undefined) throw new AppError('ERR_CONFIG_MISSING_FILE', `${path} is missing.`);
  return file;
}

function digestText(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}
