import { AppError, type Problem } from '@atoll/core';
import type { BrokenRegion, Notice, RegionSide } from '@atoll/plan';
import { findFreeze, type Freeze, type LoadedRegion, type Synth } from '@atoll/synth';

/** A region that was rendered for a plan. */
export interface PlannedSide {
  readonly side: RegionSide;
  /** API groups of managed resources in use: they decide which providers its control cluster runs. */
  readonly managedGroups: readonly string[];
}

/** What a side says of freezes. */
export interface FreezeFacts {
  /** Undefined when a file of them is broken. */
  readonly freezes: readonly Freeze[] | undefined;
  readonly at: Date;
}

/** Renders a region in memory; gives what is wrong where it cannot be rendered. */
export function renderSide(
  loaded: LoadedRegion,
  synth: Synth,
  facts: FreezeFacts,
): PlannedSide | BrokenRegion {
  const { region, cloud } = loaded;
  try {
    const rendered = synth.renderRegion(loaded);
    const objects = rendered.folders.flatMap((folder) => folder.objects);
    const side: RegionSide = {
      name: region.name,
      cloud: region.cloud,
      account: loaded.facts.account,
      location: region.location,
      cidr: region.network.cidr,
      controlCluster: region.controlCluster,
      window: region.maintenance.window,
      objects,
      waits: rendered.waits,
      needs: cloud.access.neededActions(
        objects.map(({ object }) => object),
        region,
      ),
      ownerTasks: cloud.listOwnerTasks(region),
      notices: listFreezes(region.name, facts),
    };
    return { side, managedGroups: rendered.managedGroups };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { name: region.name, problems: [toProblem(loaded.facts.file, error)] };
  }
}

function toProblem(file: string, { code, message }: AppError): Problem {
  return { file, line: 0, column: 0, path: '', code, message };
}

function listFreezes(region: string, { freezes, at }: FreezeFacts): readonly Notice[] {
  const freeze = findFreeze(freezes ?? [], region, at);
  if (freeze === undefined) return [];
  const text = `publishing is refused until ${freeze.until}: ${freeze.reason} (${freeze.file}); only what grants change goes through`;
  return [{ kind: 'freeze', text }];
}
