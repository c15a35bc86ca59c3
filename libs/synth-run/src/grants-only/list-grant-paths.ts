import type { GrantRecord, LoadedRegion, RenderedRegion, Synth } from '@atoll/synth';

/** A region with the grants of today, and those that stand published. */
export interface GrantedRegion {
  readonly region: LoadedRegion;
  readonly rendered: RenderedRegion;
  readonly published: readonly GrantRecord[];
}

/**
 * Gives the files of a region that grants have a say in: whatever differs between a rendering without any grant and one with
 * those of today, or with one of those that stand. A live grant leaves its traces wherever a coming or an ending one does.
 */
export function listGrantPaths(
  { region, rendered, published }: GrantedRegion,
  synth: Synth,
): ReadonlySet<string> {
  const without = toTexts(synth.renderRegion(withGrants(region, [])));
  const probes = published.map((grant) =>
    synth.renderRegion(withGrants(region, [{ ...grant, phase: 'live' }])),
  );
  return new Set([rendered, ...probes].flatMap((probe) => listDifferences(without, toTexts(probe))));
}

function withGrants(loaded: LoadedRegion, grants: LoadedRegion['region']['grants']): LoadedRegion {
  return { ...loaded, region: { ...loaded.region, grants } };
}

function toTexts({ folders }: RenderedRegion): ReadonlyMap<string, string> {
  return new Map(
    folders.flatMap(({ folder, files }) =>
      files
        .filter(({ path }) => path !== 'atoll.json')
        .map(({ path, text }) => [`${folder}/${path}`, text] as const),
    ),
  );
}

function listDifferences(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): readonly string[] {
  return [...new Set([...a.keys(), ...b.keys()])].filter((path) => a.get(path) !== b.get(path));
}
