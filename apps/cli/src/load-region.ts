import { createHash } from 'node:crypto';
import { readConfigRepo, statConfigRepo } from '@atoll/config-repo';
import { AppError, type Problem } from '@atoll/core';
import { type ConfigKind, nearestName } from '@atoll/region-config';
import { type ConfigText, createSynth, type LoadedRegion, type Synth } from '@atoll/synth';

/** File with what all regions have in common. */
const ORGANIZATION_FILE = 'regions/fleet/organization.yaml';

/** Names listed in a message; a fleet may have thousands. */
const MAX_LISTED = 10;

/** A region with the files that say it, as they are named in problems. */
export interface RegionFiles extends LoadedRegion {
  /** By kind; Observed is absent until something was observed. */
  readonly files: Readonly<Partial<Record<ConfigKind, ConfigText>>>;
}

/** Which grants of access are looked at, and when. */
export interface AccessOptions {
  /** Instant at which the region's grants are looked at. */
  readonly at: Date;
  /** A grant that is looked at as if it stood in its file. */
  readonly draft?: ConfigText;
  /** One for several regions: compiling its validators takes as long as loading a few of them. */
  readonly synth?: Synth;
}

/** Raised for a region that the config repository does not have. */
export class UnknownRegionError extends AppError {}

/**
 * Reads one region from the config repository and checks it by itself, without the rest of the fleet.
 *
 * @param access absent: the region as if it had no grants
 * @throws UnknownRegionError ERR_REGION_UNKNOWN with the nearest name, when there is no such region
 * @throws AppError ERR_CONFIG_REPO_MISSING, ERR_CONFIG_REPO_SIZE
 */
export async function loadRegion(
  root: string,
  name: string,
  access?: AccessOptions,
): Promise<{ readonly value: RegionFiles } | { readonly problems: readonly Problem[] }> {
  requireRegion(root, name);
  const { files, problems } = await readConfigRepo(root, { only: [name] });
  if (problems.length > 0) return { problems };
  const texts = new Map(files.map((file) => [file.path, file]));
  const synth = access?.synth ?? createSynth({ digest: digestText });
  const fleet = requireFile(texts, ORGANIZATION_FILE);
  const organization = synth.loadOrganization(fleet);
  if ('problems' in organization) return organization;
  const region = requireFile(texts, `regions/${name}/region.yaml`);
  const observed = texts.get(`regions/${name}/observed.yaml`);
  const loaded = synth.loadRegion(
    { name, region, observed, access: access && toAccess(files, name, access) },
    organization.value,
  );
  if ('problems' in loaded) return loaded;
  const rest = observed === undefined ? {} : { Observed: observed };
  return { value: { ...loaded.value, files: { Region: region, Organization: fleet, ...rest } } };
}

function toAccess(
  files: readonly ConfigText[],
  name: string,
  { at, draft }: AccessOptions,
): { readonly files: readonly ConfigText[]; readonly at: Date } {
  const grants = files.filter(({ path }) => path.startsWith(`regions/${name}/access/`));
  const others = grants.filter(({ path }) => path !== draft?.path);
  return { files: draft === undefined ? grants : [...others, draft], at };
}

/** Raises an error with the nearest name for a region that the config repository does not have. */
export function requireRegion(root: string, name: string): void {
  const known = statConfigRepo(root).regions;
  if (known.includes(name)) return;
  const near = nearestName(name, known);
  const listed = known.slice(0, MAX_LISTED).join(', ') || 'none';
  const rest = known.length > MAX_LISTED ? ` and ${known.length - MAX_LISTED} more` : '';
  const remedy = near === undefined ? `there is: ${listed}${rest}` : `did you mean ${near}?`;
  throw new UnknownRegionError(
    'ERR_REGION_UNKNOWN',
    `There is no region ${JSON.stringify(name)} in ${root}/regions; ${remedy}`,
  );
}

/** Both files have been looked for already: an absent one is a problem of the read. */
function requireFile(texts: ReadonlyMap<string, ConfigText>, path: string): ConfigText {
  const file = texts.get(path);
  if (file === undefined) throw new AppError('ERR_CONFIG_MISSING_FILE', `${path} is missing.`);
  return file;
}

/** Gives `sha256:<hex>` of a text's UTF-8 bytes. */
export function digestText(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}
