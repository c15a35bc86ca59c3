import type { Comparison, PublishResults } from './publish-bench.ts';

/** Gives the report: a line a situation, then how many clusters a change wakes. */
export function renderPublishReport({
  regions,
  files,
  cold,
  changed,
  idle,
  movedSources,
}: PublishResults): string {
  return [
    `${regions} regions, ${files} files, a bare repository on this machine; medians, wall time`,
    '',
    '                  atoll publish   git add, commit, push   ratio',
    renderLine('everything', cold),
    renderLine('one changed', changed),
    renderLine('nothing changed', idle),
    '',
    `One changed region moves ${movedSources} GitRepositories (goal: 2).`,
    '',
  ].join('\n');
}

/** Git is handed files that are rendered and written already; Atoll reads, checks and renders them first. */
function renderLine(name: string, { atoll, git }: Comparison): string {
  const ratio = (atoll / git).toFixed(2);
  return `${name.padEnd(16)}${renderMs(atoll).padStart(15)}${renderMs(git).padStart(24)}${ratio.padStart(8)}`;
}

function renderMs(ms: number): string {
  return `${Math.round(ms).toLocaleString('en')} ms`;
}
