import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError, renderProblem } from '@atoll/core';
import { type Environment, openSourceTree, type RemoteRepo, type SourceTree } from '@atoll/deploy-repo';
import { fleetSynth } from '../fleet-synth.ts';
import type { GrantVerdict } from '../grants-only/grant-changes.ts';
import { listGrantPaths } from '../grants-only/list-grant-paths.ts';
import { loadFleet } from '../load-fleet.ts';
import type { StandingRegion } from '../standing-region.ts';
import { readPublishedSources } from './read-published-sources.ts';

/** What rendering the grants of a region takes. */
export interface GrantRendering {
  /** Config repository: the folder with `regions/`. */
  readonly root: string;
  readonly repo: RemoteRepo;
  readonly environment: Environment;
  readonly at: Date;
}

/**
 * Renders a region with the configuration from which it was published, and with the grants of today.
 *
 * The commit of that configuration is told by `atoll.json` where grants alone were published last, else by the trailer.
 */
export async function renderGrants(
  name: string,
  standing: StandingRegion,
  { root, repo, environment, at }: GrantRendering,
): Promise<GrantVerdict> {
  const tree = openSourceTree(root, environment);
  const published = await readPublishedSources(repo, { regions: [name], clusters: [] }, environment);
  const source = standing.facts.source ?? published.get(`region/${name}`);
  if (tree === undefined || source === undefined || (await tree.resolve(source)) === undefined)
    return { obstacle: explainSource(source) };
  const folder = await mkdtemp(join(tmpdir(), 'atoll-grants-'));
  try {
    await layFiles(name, { tree, source, root, folder });
    const grants = standing.facts.grants ?? [];
    const names = { names: [name], others: [] };
    const fleet = await loadFleet(
      { root: folder, ...names, at, published: new Map([[name, { published: grants }]]) },
      fleetSynth,
    );
    const [region] = fleet.regions;
    if (region === undefined) return { obstacle: explain(fleet.problems.map(renderProblem).join('; ')) };
    const rendered = fleetSynth.renderRegion(region);
    const paths = listGrantPaths({ region, rendered, published: grants }, fleetSynth);
    return { region, rendered, source, paths };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { obstacle: explain(error.message) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Laying {
  readonly tree: SourceTree;
  readonly source: string;
  readonly root: string;
  /** Folder that is filled. */
  readonly folder: string;
}

/** No freeze is among them: agents are told of it with everything else that has to wait. */
async function layFiles(name: string, { tree, source, root, folder }: Laying): Promise<void> {
  for (const part of [`regions/${name}`, 'regions/fleet']) {
    const target = join(folder, part);
    await mkdir(target, { recursive: true });
    await tree.exportFolder(source, part, target);
  }
  const access = `regions/${name}/access`;
  for (const path of [access, 'regions/fleet/freezes'])
    await rm(join(folder, path), { recursive: true, force: true });
  await cp(join(root, access), join(folder, access), { recursive: true }).catch((error: unknown) => {
    // No grant has a file any more.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  });
}

function explainSource(source: string | undefined): string {
  return explain(
    source === undefined
      ? 'no commit of the configuration is known from which it was published'
      : `it was published from ${source}, which this clone does not have as a commit`,
  );
}

function explain(why: string): string {
  return `what grants changed could not be let through: ${why}`;
}
