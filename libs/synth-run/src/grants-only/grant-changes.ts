import type { LoadedRegion, RenderedRegion } from '@atoll/synth';

/** What grants alone change of a region that keeps its last rendering otherwise. */
export interface GrantChanges {
  /** The region as it was configured when it was published, with the grants of today. */
  readonly region: LoadedRegion;
  /** The same, rendered. */
  readonly rendered: RenderedRegion;
  /** Commit of the configuration that everything but the grants is from. */
  readonly source: string;
  /** Files that grants have a say in, as whole paths, whether they differ from what stands or not. */
  readonly paths: ReadonlySet<string>;
}

/** What grants change; why that cannot be told, in words; undefined: no grant has a say. */
export type GrantVerdict = GrantChanges | { readonly obstacle: string } | undefined;
