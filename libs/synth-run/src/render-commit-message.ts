import type { ChangeSummary } from '@atoll/deploy-repo';

/** Regions and clusters that a message names; a first run changes thousands. */
const NAMED = 40;

/** Characters of the source commit's subject, as Git shows it in one line. */
const LONGEST_SUBJECT = 120;

/** Hexadecimal digits of a commit that are shown. */
const SHORT_COMMIT = 12;

/** What a commit is described from. */
export interface CommitDescription {
  /** Changed folders, such as `control-plane/x`. */
  readonly folders: readonly string[];
  readonly changes: Pick<ChangeSummary, 'folders'>;
  /** Regions that were deleted with leave. */
  readonly deleted: readonly string[];
  /** Regions of which only what grants changed was written. */
  readonly grantsOnly: ReadonlySet<string>;
  /** Kubernetes objects of each written region. */
  readonly objects: ReadonlyMap<string, number>;
  /** Commit of the config repository and the first line of its message, as far as they are known. */
  readonly source: { readonly commit: string | undefined; readonly subject: string | undefined };
}

/** Gives the message of a commit: what became of which regions in the subject, why, and a line with counts each. */
export function renderCommitMessage(description: CommitDescription): string {
  const { folders, deleted } = description;
  const regions = [...new Set(folders.flatMap(regionOf))].sort();
  const clusters = folders.filter((folder) => folder.startsWith('clusters/'));
  const parts = [...regions, ...clusters];
  const lines = parts
    .slice(0, NAMED)
    .map((part) =>
      clusters.includes(part)
        ? `* ${part}: ${countFiles([part], description)}`
        : renderRegion(part, description),
    );
  const more = parts.length > NAMED ? [`* and ${parts.length - NAMED} more`] : [];
  const why = renderWhy(description.source);
  return [renderSubject(regions, deleted), '', ...why, ...lines, ...more].join('\n');
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

/** A subject is foreign text: it must neither break the line nor pass for a trailer of ours. */
function renderWhy({ commit, subject }: CommitDescription['source']): readonly string[] {
  const text = (subject ?? '').replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  if (commit === undefined || text === '') return [];
  const short = text.length > LONGEST_SUBJECT ? `${text.slice(0, LONGEST_SUBJECT).trimEnd()}…` : text;
  return [`Why: ${short} (${commit.slice(0, SHORT_COMMIT)})`, ''];
}

function renderRegion(region: string, description: CommitDescription): string {
  const files = countFiles([`control-plane/${region}`, `regions/${region}`], description);
  const objects = description.objects.get(region);
  if (description.deleted.includes(region)) return `* ${region}: deleted, ${files}`;
  if (description.grantsOnly.has(region)) return `* ${region}: only what grants changed, ${files}`;
  return objects === undefined ? `* ${region}: ${files}` : `* ${region}: ${objects} objects, ${files}`;
}

function countFiles(folders: readonly string[], { changes }: CommitDescription): string {
  const own = changes.folders.filter(({ folder }) => folders.includes(folder));
  const sum = (kind: 'added' | 'modified' | 'deleted') => own.reduce((total, one) => total + one[kind], 0);
  return `files +${sum('added')} ~${sum('modified')} -${sum('deleted')}`;
}

function nameRegions(regions: readonly string[]): string {
  return regions.length === 1 ? (regions[0] as string) : `${regions.length} regions`;
}

function regionOf(folder: string): readonly string[] {
  const match = /^(?:control-plane|regions)\/([^/]+)/.exec(folder);
  return match?.[1] === undefined ? [] : [match[1]];
}
