import { type AccessSnapshot, diffAccess, NO_ACCESS } from '@atoll/cloud';
import { AppError, type Problem } from '@atoll/core';
import { requireRegion } from '../load-region.ts';
import { hasRegion, loadAccessRegion, type RevisionOptions, withRevision } from './access-region.ts';
import type { IamDelta } from './iam-report.ts';

/** What the folder's files are called as a side of a comparison. */
const WORKING_TREE = 'working tree';

/** Which two sides of a region are compared. */
export interface DiffOptions extends Omit<RevisionOptions, 'revision'> {
  readonly name: string;
  readonly from: string;
  /** Absent: the files as they are in the folder. */
  readonly to: string | undefined;
  readonly at: Date;
}

/**
 * Compares what a region grants and needs at two revisions; on a side that does not have it, it has nothing.
 *
 * @throws AppError ERR_REGION_UNKNOWN when neither side has it, ERR_IAM_REVISION for a revision that is not there
 */
export async function diffRegion(
  options: DiffOptions,
): Promise<IamDelta | { readonly problems: readonly Problem[] }> {
  const before = await readSide(options, options.from);
  const after = await readSide(options, options.to);
  if (before === undefined && after === undefined) {
    requireRegion(options.root, options.name);
    throw new AppError(
      'ERR_REGION_UNKNOWN',
      `Neither side has the region ${options.name}; name two that do.`,
    );
  }
  const broken = [before, after].filter((side) => side !== undefined).filter((side) => 'problems' in side);
  if (broken.length > 0) return { problems: broken.flatMap(({ problems }) => problems) };
  const delta = diffAccess(toSnapshot(before), toSnapshot(after));
  return { region: options.name, from: options.from, to: options.to ?? WORKING_TREE, ...delta };
}

type Side = { readonly snapshot: AccessSnapshot } | { readonly problems: readonly Problem[] } | undefined;

async function readSide(
  { root, name, environment, at }: DiffOptions,
  revision: string | undefined,
): Promise<Side> {
  return await withRevision({ root, revision, environment }, async (folder): Promise<Side> => {
    if (!hasRegion(folder, name)) return undefined;
    const loaded = await loadAccessRegion({ root: folder, name, at });
    if ('problems' in loaded) return loaded;
    const { access, objects, region } = loaded.value;
    return { snapshot: access.snapshot(objects, region) };
  });
}

function toSnapshot(side: Side): AccessSnapshot {
  return side !== undefined && 'snapshot' in side ? side.snapshot : NO_ACCESS;
}
