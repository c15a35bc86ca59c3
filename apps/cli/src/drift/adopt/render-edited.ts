import { readConfigRepo } from '@atoll/config-repo';
import { AppError, type Problem } from '@atoll/core';
import type { RenderedObject } from '@atoll/cloud';
import { type ConfigText, createSynth } from '@atoll/synth';
import { digestText } from '../../load-region.ts';

/** A region whose file says something else than the one on the disk. */
export interface EditedRegion {
  readonly root: string;
  readonly region: string;
  /** Text of its region.yaml. */
  readonly text: string;
  /** Instant at which grants of access are looked at. */
  readonly at: Date;
}

/** Renders a region offline, as if its file had that text; gives its objects, or why it would be refused. */
export async function renderEdited({
  root,
  region,
  text,
  at,
}: EditedRegion): Promise<
  { readonly objects: readonly RenderedObject[] } | { readonly problems: readonly Problem[] }
> {
  const { files, problems } = await readConfigRepo(root, { only: [region] });
  if (problems.length > 0) return { problems };
  const texts = new Map(files.map((file) => [file.path, file]));
  const folder = `regions/${region}`;
  const synth = createSynth({ digest: digestText });
  const organization = synth.loadOrganization(requireText(texts, 'regions/fleet/organization.yaml'));
  if ('problems' in organization) return organization;
  const loaded = synth.loadRegion(
    {
      name: region,
      region: { ...requireText(texts, `${folder}/region.yaml`), text },
      observed: texts.get(`${folder}/observed.yaml`),
      access: { files: files.filter(({ path }) => path.startsWith(`${folder}/access/`)), at },
    },
    organization.value,
  );
  if ('problems' in loaded) return loaded;
  const { folders } = synth.renderRegion(loaded.value);
  return { objects: folders.flatMap(({ objects }) => objects.map(({ object }) => object)) };
}

function requireText(texts: ReadonlyMap<string, ConfigText>, path: string): ConfigText {
  const file = texts.get(path);
  if (file === undefined) throw new AppError('ERR_CONFIG_MISSING_FILE', `${path} is missing.`);
  return file;
}
