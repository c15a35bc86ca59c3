/** Folders that a message names; a first run changes thousands. */
const NAMED_FOLDERS = 40;

/** Gives the message of a commit from the folders that it changes: regions in the subject, folders below. */
export function renderCommitMessage(changedFolders: readonly string[]): string {
  const regions = [...new Set(changedFolders.flatMap(regionOf))].sort();
  const more = changedFolders.length - NAMED_FOLDERS;
  const lines = changedFolders.slice(0, NAMED_FOLDERS).map((folder) => `* ${folder}`);
  return [renderSubject(regions), '', ...lines, ...(more > 0 ? [`* and ${more} more`] : [])].join('\n');
}

function renderSubject(regions: readonly string[]): string {
  const [first] = regions;
  if (first === undefined) return 'render: control clusters';
  return regions.length === 1 ? `render: ${first}` : `render: ${regions.length} regions`;
}

function regionOf(folder: string): readonly string[] {
  const match = /^(?:control-plane|regions)\/([^/]+)/.exec(folder);
  return match?.[1] === undefined ? [] : [match[1]];
}
