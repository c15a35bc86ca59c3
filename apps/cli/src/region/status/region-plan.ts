import type { Cloud, RenderedObject } from '@atoll/cloud';
import type { LayerName } from '@atoll/region-status';
import type { Region } from '@atoll/region-model';
import { createSynth } from '@atoll/synth';
import { digestText, type RegionFiles } from '../../load-region.ts';

/** What a region consists of, by its rendering: what has to stand before it is Ready. */
export interface RegionPlan {
  readonly region: Region;
  readonly cloud: Cloud;
  /** Kustomizations of both halves, in the order in which they are rendered. */
  readonly stages: readonly { readonly half: LayerName['half']; readonly object: RenderedObject }[];
  /** Managed resources of the control half, each with its stage. */
  readonly managed: readonly { readonly layer: string; readonly object: RenderedObject }[];
}

const KUSTOMIZATION = /^kustomize\.toolkit\.fluxcd\.io\//;

/** Renders a region offline, and gives what of it has to be looked at. */
export function planRegion(loaded: RegionFiles): RegionPlan {
  const { folders } = createSynth({ digest: digestText }).renderRegion(loaded);
  const all = folders.flatMap(({ objects }, index) =>
    objects.map((each) => ({
      ...each,
      half: index === 0 ? ('control-plane' as const) : ('region' as const),
    })),
  );
  return {
    region: loaded.region,
    cloud: loaded.cloud,
    stages: all.filter(({ object }) => KUSTOMIZATION.test(object.apiVersion)),
    managed: all
      .filter(({ half, object }) => half === 'control-plane' && isManaged(object))
      .map(({ path, object }) => ({ layer: path.split('/')[2] ?? '', object })),
  };
}

function isManaged({ spec }: RenderedObject): boolean {
  return typeof spec === 'object' && spec !== null && 'forProvider' in spec;
}
