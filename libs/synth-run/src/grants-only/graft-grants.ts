import type { DeployRepo } from '@atoll/deploy-repo';
import { type FolderFacts, graftFolder, type RenderedFolder } from '@atoll/synth';
import { digestText } from '../digest-text.ts';
import type { GrantChanges } from './grant-changes.ts';

/**
 * Puts what grants change on a half of a region as it stands in a repository: every other file keeps its bytes.
 *
 * @returns undefined where nothing stands, or nothing changes
 */
export async function graftGrants(
  changes: GrantChanges,
  half: 0 | 1,
  repo: DeployRepo,
): Promise<RenderedFolder | undefined> {
  const fresh = changes.rendered.folders[half];
  const stamp = parseStamp(await repo.readFile(`${fresh.folder}/atoll.json`));
  if (stamp === undefined) return undefined;
  const replaced = listReplaced(fresh, changes.paths, stamp.files);
  if (replaced.size === 0) return undefined;
  const kept = Object.keys(stamp.files).filter((path) => !replaced.has(path));
  const texts = await repo.readFiles(kept.map((path) => `${fresh.folder}/${path}`));
  const standing = new Map(
    kept.flatMap((path) => {
      const text = texts.get(`${fresh.folder}/${path}`);
      return text === undefined ? [] : [[path, text] as const];
    }),
  );
  const { input, facts } = parseStamp(fresh.files.find(({ path }) => path === 'atoll.json')?.text) ?? {};
  return graftFolder({
    ...{ folder: fresh.folder, standing, replaced, digest: digestText },
    inputDigest: input ?? '',
    ...(stamp.facts === undefined ? {} : { facts: joinFacts(stamp.facts, facts, changes.source) }),
  });
}

interface Stamp {
  readonly input: string;
  readonly facts?: FolderFacts;
  readonly files: Readonly<Record<string, string>>;
}

function parseStamp(text: string | undefined): Stamp | undefined {
  return text === undefined ? undefined : (JSON.parse(text) as Stamp);
}

function listReplaced(
  { folder, files }: RenderedFolder,
  paths: ReadonlySet<string>,
  standing: Stamp['files'],
): ReadonlyMap<string, string | undefined> {
  const fresh = new Map(files.map(({ path, text }) => [path, text] as const));
  const own = [...paths]
    .filter((path) => path.startsWith(`${folder}/`))
    .map((path) => path.slice(folder.length + 1));
  return new Map(
    own
      .map((path) => [path, fresh.get(path)] as const)
      .filter(([path, text]) => standing[path] !== (text === undefined ? undefined : digestText(text))),
  );
}

/** The next publication under the same freeze must not take the commit of this one for that of the configuration. */
function joinFacts(
  { grants: _grants, ...standing }: FolderFacts,
  fresh: FolderFacts | undefined,
  source: string,
): FolderFacts {
  return { ...standing, ...(fresh?.grants === undefined ? {} : { grants: fresh.grants }), source };
}
