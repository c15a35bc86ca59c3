import { type ConfigFile, readConfigRepo } from '@atoll/config-repo';
import type { Problem } from '@atoll/core';
import type { PublishedGrants } from '../load-fleet.ts';
import { ORGANIZATION_FILE } from '../organization-file.ts';

/** Folder of the freezes, which the agents of the regions are told. */
const FREEZES = 'regions/fleet/freezes/';

/** A file in the folder of a region's grants. */
const GRANT = /^regions\/[^/]+\/access\//;

/** What stands in the files of one side, before anything is parsed. */
export interface SideTexts {
  readonly root: string;
  /** Folders of regions, by name. */
  readonly names: readonly string[];
  readonly files: readonly ConfigFile[];
  readonly problems: readonly Problem[];
}

/** Reads every file of one side. */
export async function readSideTexts(root: string): Promise<SideTexts> {
  const read = await readConfigRepo(root, {});
  return { root, names: read.regions, files: read.files, problems: read.problems };
}

/** Tells whether a side has neither regions nor an organization, as before the first commit. */
export function isNothing({ names, files }: SideTexts): boolean {
  return names.length + files.length === 0;
}

/** Gives the regions whose files differ, or that only one side has; all of them when the organization or a freeze differs. */
export function listChangedRegions(base: SideTexts, head: SideTexts): readonly string[] {
  const names = [...new Set([...base.names, ...head.names])].sort();
  const [before, after] = [groupByFolder(base), groupByFolder(head)];
  if (!isSame(sharedOf(base), sharedOf(head))) return names;
  const known = { base: new Set(base.names), head: new Set(head.names) };
  return names.filter(
    (name) => known.base.has(name) !== known.head.has(name) || !isSame(before.get(name), after.get(name)),
  );
}

/** Gives the grants of a side as the side that takes its place has to know them, by region. */
export function listGrantFiles({ files }: SideTexts): PublishedGrants {
  const grants = files.filter(({ path }) => GRANT.test(path));
  const byRegion = Map.groupBy(grants, ({ path }) => path.split('/')[1] ?? '');
  return new Map([...byRegion].map(([name, publishedFiles]) => [name, { publishedFiles }]));
}

function groupByFolder({ files, problems }: SideTexts): ReadonlyMap<string, readonly ConfigFile[]> {
  // A file that could not be read counts by what is wrong with it.
  const broken = problems.map(({ file, message }) => ({ path: file, text: message }));
  return Map.groupBy([...files, ...broken], ({ path }) => path.split('/')[1] ?? '');
}

function sharedOf({ files }: SideTexts): readonly ConfigFile[] {
  return files.filter(({ path }) => path === ORGANIZATION_FILE || path.startsWith(FREEZES));
}

function isSame(a: readonly ConfigFile[] = [], b: readonly ConfigFile[] = []): boolean {
  if (a.length !== b.length) return false;
  const texts = new Map(a.map(({ path, text }) => [path, text] as const));
  return b.every(({ path, text }) => texts.get(path) === text);
}
