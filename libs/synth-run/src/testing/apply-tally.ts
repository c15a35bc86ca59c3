/** Groups of managed resources; a ProviderConfig is configuration and none. */
const MANAGED_GROUP = /^[a-z0-9]+\.[a-z]+\.m\.upbound\.io\//;

/** Kinds of other programs that no controller of the test reconciles. */
const FOREIGN_KINDS = ['Provider', 'HelmRelease', 'GitRepository', 'Kustomization'];

/** What a test applied: each file once, however often it was applied. */
export interface ApplyTally {
  readonly kinds: Map<string, string>;
  readonly regions: Set<string>;
  readonly problems: Map<string, number>;
}

/** Makes an empty tally. */
export function createApplyTally(): ApplyTally {
  return { kinds: new Map(), regions: new Set(), problems: new Map() };
}

/** Notes an applied file and the problems with it. */
export function countApplied(
  tally: ApplyTally,
  manifest: {
    readonly path: string;
    readonly object: { readonly apiVersion: string; readonly kind: string };
  },
): void {
  const { apiVersion, kind } = manifest.object;
  tally.kinds.set(manifest.path, MANAGED_GROUP.test(apiVersion) ? 'managed resources' : kind);
  const region = /^(?:control-plane|regions)\/([^/]+)\//.exec(manifest.path)?.[1];
  if (region !== undefined) tally.regions.add(region);
}

/** Gives the number of files of a region, both halves together. */
export function countFilesOf(tally: ApplyTally, region: string): number {
  const folders = [`control-plane/${region}/`, `regions/${region}/`];
  return [...tally.kinds.keys()].filter((path) => folders.some((folder) => path.startsWith(folder))).length;
}

/** Gives the one line that says what was shown and what was not. */
export function renderTally({ kinds, regions, problems }: ApplyTally): string {
  const count = (problem: string): number => problems.get(problem) ?? 0;
  const unreconciled = [...FOREIGN_KINDS, 'managed resources'].map(
    (kind) => `${kind} ${[...kinds.values()].filter((each) => each === kind).length}`,
  );
  return (
    `${kinds.size} objects of ${regions.size} regions: ${count('rejected')} rejected, ${count('warning')} warnings, ` +
    `${count('dropped field')} dropped fields; accepted only, reconciled by nothing here: ${unreconciled.join(', ')}`
  );
}
