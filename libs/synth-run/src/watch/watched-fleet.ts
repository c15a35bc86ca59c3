import { readConfigRepo, statConfigRepo } from '@atoll/config-repo';
import type { Freeze, LoadedRegion } from '@atoll/synth';
import { fleetSynth } from '../fleet-synth.ts';
import { type LoadedFleet, loadFleet } from '../load-fleet.ts';
import { AppError } from '@atoll/core';

/** Files of a region, as a proposal would leave them. */
export interface RegionEdit {
  readonly region: string;
  /** `regions/<region>/region.yaml` or `…/observed.yaml`. */
  readonly path: string;
  readonly text: string;
}

/** The configuration on main, against which proposals are held. */
export interface WatchedFleet {
  readonly regions: readonly string[];
  /** Undefined when a file of them is broken, so that nobody can tell what is frozen. */
  readonly freezes: readonly Freeze[] | undefined;
  /** Gives what would be wrong with the fleet after an edit; undefined: nothing. */
  check(edit: RegionEdit): Promise<string | undefined>;
}

/** Reads a fleet as its work tree has it; the regions are checked against each other when the first edit is. */
export async function readWatchedFleet(root: string, at: Date): Promise<WatchedFleet> {
  const { regions } = statConfigRepo(root);
  const { freezes } = await loadFleet({ root, names: [], others: [], at }, fleetSynth);
  let loading: Promise<LoadedFleet> | undefined;
  return {
    regions,
    freezes,
    async check(edit) {
      loading ??= loadFleet({ root, names: regions, others: [], at }, fleetSynth);
      return await checkEdit({ root, at, edit, fleet: await loading });
    },
  };
}

interface EditCheck {
  readonly root: string;
  readonly at: Date;
  readonly edit: RegionEdit;
  readonly fleet: LoadedFleet;
}

/** Rendered as well: an object that breaks its schema would keep the region from being published. */
async function checkEdit({ root, at, edit, fleet }: EditCheck): Promise<string | undefined> {
  if (fleet.organization === undefined) return 'regions/fleet/organization.yaml is broken on main';
  const loaded = fleetSynth.loadRegion(await readTexts(root, at, edit), fleet.organization);
  if ('problems' in loaded) return loaded.problems[0]?.message ?? 'the region is not valid';
  const others = fleet.regions.map(({ facts }) => facts).filter(({ name }) => name !== edit.region);
  const [collision] = fleetSynth.checkFleet([loaded.value], others);
  return collision?.message ?? tryToRender(loaded.value);
}

async function readTexts(root: string, at: Date, { region: name, path, text }: RegionEdit) {
  const { files } = await readConfigRepo(root, { only: [name] });
  const folder = `regions/${name}/`;
  const texts = new Map(files.map((file) => [file.path, file] as const)).set(path, { path, text });
  const access = files.filter((file) => file.path.startsWith(`${folder}access/`));
  const regionPath = `${folder}region.yaml`;
  return {
    name,
    region: texts.get(regionPath) ?? { path: regionPath, text: '' },
    observed: texts.get(`${folder}observed.yaml`),
    access: access.length === 0 ? undefined : { files: access, at },
  };
}

function tryToRender(region: LoadedRegion): string | undefined {
  try {
    fleetSynth.renderRegion(region);
    return undefined;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return error.message;
  }
}
