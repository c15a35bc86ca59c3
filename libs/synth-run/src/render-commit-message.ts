/** Folders that a message names; a first run changes thousands. */
const NAMED_FOLDERS = 40;

/** Gives the message of a commit: what became of which regions in the subject, the changed folders below. */
export function renderCommitMessage(changedFolders: readonly string[], deleted: readonly string[]): string {
  const regions = [...new Set(changedFolders.flatMap(regionOf))].sort();
  const more = changedFolders.length - NAMED_FOLDERS;
  const lines = changedFolders.slice(0, NAMED_FOLDERS).map((folder) => `* ${folder}`);
  return [renderSubject(regions, deleted), '', ...lines, ...(more > 0 ? [`* and ${more} more`] : [])].join(
    '\n',
  );
}

function renderSubject(changed: readonly string[], deleted: readonly string[]): string {
  const rendered = changed.filter((region) => !deleted.includes(region));
  const gone = changed.filter((region) => deleted.includes(region));
  const parts = [
    ...(rendered.length === 0 ? [] : [`render: ${nameRegions(rendered)}`]),
    ...(gone.length === 0 ? [] : [`delete: ${nameRegions(gone)}`]),
  ];
  return parts.length === 0 ? 'render: control clusters' : parts.join('; ');
}

function nameRegions(regions: readonly string[]): string {
  return regions.length === 1 ? (regions[0] as string) : `${regions.length} regions`;
}

function regionOf(folder: string): readonly string[] {
  const match = /^(?:control-plane|regions)\/([^/]+)/.exec(folder);
  return match?.[1] === undefined ? [] : [match[1]];
}
