import type { RegionConfig } from '@atoll/region-config';
import { databaseSizes } from '../database-size.ts';
import { planNodeLimit } from '../node-limit.ts';
import { toNodeSize } from '../node-size.ts';

/** A field that an agent may propose to change. */
export interface ProposableField {
  /** Path in the file; `<cloud>` stands for the name of the region's cloud. */
  readonly path: string;
  readonly file: 'region.yaml' | 'observed.yaml';
  /** Scope of the agent whose matter it is. */
  readonly by: 'region' | 'control-plane';
  /** Its place on a scale, for what can be raised and lowered; undefined for a value that is on none. */
  readonly rank?: (value: unknown, region: RegionConfig) => number;
  /** The most that is merged without a person; `none` where nothing bounds it, undefined where the config names none. */
  readonly ceiling?: (region: RegionConfig) => { readonly path: string; readonly value: unknown } | undefined;
  /** What becomes of a lowered value: a person decides, or it is refused. */
  readonly lowered: 'person' | 'refused';
  /** Whether a change interrupts something, so that it is merged in the region's maintenance window only. */
  readonly isDisruptive: boolean;
  readonly reason: string;
}

/** Every field of region.yaml that an agent may propose to change; each line says why. */
export const proposableFields: readonly ProposableField[] = [
  {
    path: 'spec.compute.nodes.max',
    file: 'region.yaml',
    by: 'region',
    rank: rankNodes,
    ceiling: ceilingOf('nodesMax'),
    lowered: 'person',
    isDisruptive: false,
    reason:
      'The limit of the node autoscaler is raised before services are blocked by it; lowering it frees nothing by itself.',
  },
  {
    path: 'spec.persistence.size',
    file: 'region.yaml',
    by: 'region',
    rank: (value) => databaseSizes.findIndex(({ name }) => name === value),
    ceiling: ceilingOf('databaseSize'),
    lowered: 'person',
    isDisruptive: true,
    reason:
      'Repeated traffic spikes ask for a larger database; a change fails the database over, so it is committed in the window.',
  },
  {
    path: 'spec.persistence.storage.maxGib',
    file: 'region.yaml',
    by: 'region',
    rank: Number,
    ceiling: ceilingOf('storageMaxGib'),
    lowered: 'refused',
    isDisruptive: false,
    reason: 'Storage grows by itself up to this and never shrinks, so a lower ceiling would mean nothing.',
  },
];

/** Facts of observed.yaml that change while a region lives; every other one is set once. */
export const changingFacts: readonly Pick<ProposableField, 'path' | 'reason'>[] = [
  {
    path: 'spec.<cloud>.database.instanceClass',
    reason: 'A resize stays in flight until the class in force shows here.',
  },
  { path: 'spec.<cloud>.database.allocatedGib', reason: "The cloud's storage autoscaler grows it." },
  {
    path: 'spec.<cloud>.systemTemplateVersion',
    reason: 'Every change of the node template makes a version.',
  },
];

function rankNodes(value: unknown, { spec }: RegionConfig): number {
  const { nodes, expected } = spec.compute;
  const max = typeof value === 'number' ? value : undefined;
  return planNodeLimit(nodes.sizes.map(toNodeSize), expected, max).nodes;
}

function ceilingOf(
  name: 'nodesMax' | 'databaseSize' | 'storageMaxGib',
): NonNullable<ProposableField['ceiling']> {
  return ({ spec }) => {
    const value = spec.autoscaling?.ceilings?.[name];
    return value === undefined ? undefined : { path: `spec.autoscaling.ceilings.${name}`, value };
  };
}
