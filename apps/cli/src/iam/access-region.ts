import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { statConfigRepo } from '@atoll/config-repo';
import type { CloudAccess, RenderedObject } from '@atoll/cloud';
import { AppError, type Problem } from '@atoll/core';
import { openSourceTree } from '@atoll/deploy-repo';
import type { Region } from '@atoll/region-model';
import { createSynth, type Synth } from '@atoll/synth';
import { digestText, loadRegion } from '../load-region.ts';

/** Folder whose files are the configuration. */
const REGIONS = 'regions';

/** A region, rendered, with what its cloud knows of roles. */
export interface AccessRegion {
  readonly region: Region;
  readonly access: CloudAccess;
  readonly objects: readonly RenderedObject[];
}

/** Where a region is read, and at which instant its grants are looked at. */
export interface RegionPlace {
  readonly root: string;
  readonly name: string;
  readonly at: Date;
  /** One for several regions: compiling its validators takes as long as loading a few of them. */
  readonly synth?: Synth;
}

/** A region, or what is wrong with its files. */
export type LoadedAccess = { readonly value: AccessRegion } | { readonly problems: readonly Problem[] };

/**
 * Reads and renders a region.
 *
 * @throws AppError ERR_REGION_UNKNOWN with the nearest name, when there is no such region
 */
export async function loadAccessRegion({ root, name, at, synth }: RegionPlace): Promise<LoadedAccess> {
  const tools = synth ?? createSynth({ digest: digestText });
  const loaded = await loadRegion(root, name, { at, synth: tools });
  if ('problems' in loaded) return loaded;
  const { region, cloud, facts } = loaded.value;
  try {
    const { folders } = tools.renderRegion(loaded.value);
    const objects = folders.flatMap((folder) => folder.objects.map(({ object }) => object));
    return { value: { region, access: cloud.access, objects } };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { code, message } = error;
    return { problems: [{ file: facts.file, line: 0, column: 0, path: '', code, message }] };
  }
}

/** A revision of the config repository, checked out for as long as it is looked at. */
export interface RevisionOptions {
  readonly root: string;
  /** Absent: the files as they are in the folder. */
  readonly revision: string | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/**
 * Runs a function on the configuration of a revision.
 *
 * @throws AppError ERR_IAM_REVISION when this clone has no such revision
 */
export async function withRevision<T>(
  { root, revision, environment }: RevisionOptions,
  run: (root: string) => Promise<T>,
): Promise<T> {
  if (revision === undefined) return await run(root);
  const tree = openSourceTree(root, environment);
  const commit = await tree?.resolve(revision);
  if (tree === undefined || commit === undefined) {
    throw new AppError(
      'ERR_IAM_REVISION',
      `${root} has no revision ${JSON.stringify(revision)}; fetch it with \`git fetch origin\`, or correct the name.`,
    );
  }
  const folder = await mkdtemp(join(tmpdir(), 'atoll-iam-'));
  try {
    await tree.exportFolder(commit, REGIONS, join(folder, REGIONS));
    return await run(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Tells whether a configuration has a region; an absent one has no roles. */
export function hasRegion(root: string, name: string): boolean {
  return statConfigRepo(root).regions.includes(name);
}
