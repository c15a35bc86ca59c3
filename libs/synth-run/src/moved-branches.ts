/** A folder of a region's half. */
const REGION_FOLDER = /^(?:control-plane|regions)\/([^/]+)$/;

/**
 * Gives the branches that follow changed folders.
 *
 * A region's folder moves its own branch; a control cluster's folder moves the cluster's. A changed stage `flux` of a
 * region is applied by the cluster's root, so it moves the cluster's branch as well.
 *
 * @param changedFolders folders as they were written, such as `control-plane/x` or `clusters/main`
 * @param rootsOf control cluster of each region whose stage `flux` changed
 */
export function movedBranches(
  changedFolders: readonly string[],
  rootsOf: ReadonlyMap<string, string>,
): readonly string[] {
  const branches = changedFolders.flatMap((folder) => {
    const region = REGION_FOLDER.exec(folder)?.[1];
    if (region === undefined) return [folder.replace(/^clusters\//, 'cluster/')];
    const cluster = rootsOf.get(region);
    return cluster === undefined ? [`region/${region}`] : [`region/${region}`, `cluster/${cluster}`];
  });
  return [...new Set(branches)].sort();
}
