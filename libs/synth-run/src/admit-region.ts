import type { Problem } from '@atoll/core';
import type { DeployRepo } from '@atoll/deploy-repo';
import type { RenderedFolder, RenderedRegion } from '@atoll/synth';
import { isEqualButFreezes } from './is-equal-but-freezes.ts';
import { listLosses } from './list-losses.ts';
import type { Loss } from './report.ts';
import type { Hold } from './run-rules.ts';
import type { StandingReader, StandingRegion } from './standing-region.ts';

/** Whether a rendering may take the place of the one that stands. */
export type Admission =
  | { readonly verdict: 'write'; readonly losses: readonly Loss[] }
  /** The rules hold the region, and there is no difference anyway. */
  | { readonly verdict: 'equal' }
  | { readonly verdict: 'held'; readonly hold: Hold }
  | { readonly verdict: 'refused'; readonly losses: readonly Loss[] }
  | { readonly verdict: 'failed'; readonly problem: Problem };

/** What admitting takes beside the rendering. */
export interface Admitting {
  readonly repo: DeployRepo;
  readonly standing: StandingReader;
  readonly holds: ReadonlyMap<string, Hold>;
  readonly allowDelete: readonly string[];
  /** Whether the region's own half stands in another repository. */
  readonly hasOwnRepository: boolean;
}

/** Decides on one rendered region: an empty half, a hold, or a loss without leave keeps what stands. */
export async function admitRegion(
  name: string,
  rendered: RenderedRegion,
  { repo, standing: reader, holds, allowDelete, hasOwnRepository }: Admitting,
): Promise<Admission> {
  const empty = rendered.folders.find(({ files }) => files.every(({ path }) => path === 'atoll.json'));
  if (empty !== undefined) return fail(name, 'ERR_SYNTH_EMPTY_HALF', explainEmpty(empty.folder));
  const standing = await reader.read(name);
  const isAllowed = allowDelete.includes(name);
  if (standing === 'unreadable' && !isAllowed) return fail(name, 'ERR_SYNTH_STAMP', explainUnreadable(name));
  const known = standing === 'unreadable' ? undefined : standing;
  const hold = holds.get(name);
  if (hold !== undefined) {
    const here = rendered.folders.slice(0, hasOwnRepository ? 1 : 2);
    return await admitHeld(here, known, { hold, repo });
  }
  if (known === undefined) return { verdict: 'write', losses: [] };
  const going = { cloud: known.cloud, paths: listGoing(rendered, known) };
  const losses = (await listLosses(going, repo)).map((loss) => ({ region: name, ...loss, isAllowed }));
  return { verdict: losses.length > 0 && !isAllowed ? 'refused' : 'write', losses };
}

async function admitHeld(
  folders: readonly RenderedFolder[],
  standing: StandingRegion | undefined,
  { hold, repo }: { readonly hold: Hold; readonly repo: DeployRepo },
): Promise<Admission> {
  if (isEqual(folders, standing)) return { verdict: 'equal' };
  const isTold = hold.reason === 'frozen' && (await isEqualButFreezes(folders, standing, repo));
  return isTold ? { verdict: 'equal' } : { verdict: 'held', hold };
}

/** The stamps hold a digest of every file. */
function isEqual(folders: readonly RenderedFolder[], standing: StandingRegion | undefined): boolean {
  return folders.every(({ folder, files }) => {
    const stamp = files.find(({ path }) => path === 'atoll.json');
    return stamp !== undefined && standing?.stamps.get(folder) === stamp.text;
  });
}

/** A file that only moves to another stage keeps its name, which tells namespace, kind and name of its object. */
function listGoing({ folders }: RenderedRegion, { files }: StandingRegion): readonly string[] {
  const names = new Set(folders.flatMap((folder) => folder.files.map(({ path }) => toFileName(path))));
  return files.filter((path) => !names.has(toFileName(path)));
}

function toFileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function fail(name: string, code: string, message: string): Admission {
  const file = `regions/${name}/region.yaml`;
  return { verdict: 'failed', problem: { file, line: 0, column: 0, path: '', code, message } };
}

function explainEmpty(folder: string): string {
  return `${folder} was rendered without a single object; an empty rendering never replaces one that stands, so this is a fault of Atoll: report it.`;
}

function explainUnreadable(name: string): string {
  return `control-plane/${name}/atoll.json is missing or broken in the deploy repository, so nobody can tell what the region would lose; restore it from the repository's history, or run with --allow-delete ${name}.`;
}
