import type { HoldReport, PublishReport } from '@atoll/synth-run';
import type { Output } from '../cli-context.ts';
import {
  renderLosses,
  renderProblems,
  renderRegions,
  renderTotals,
  renderNotices,
  renderWaits,
  type Style,
} from '../render-run-lines.ts';
import { createStyle } from '../style.ts';

/** Hexadecimal digits of a commit that are shown. */
const SHORT_COMMIT = 12;

/** Branches that are named; of more only the number is said. */
const NAMED_BRANCHES = 4;

/** Regions that were left alone are named one by one; of the rest only the number is said. */
const NAMED_HOLDS = 30;

/** What a summary says beside the report. */
export interface PublishSummaryContext {
  readonly seconds: number;
  readonly output: Output;
}

/** Gives the last words of a publication: what was rendered, kept back or lost, the commit, and the next step. */
export function renderPublishSummary(
  report: PublishReport,
  { seconds, output }: PublishSummaryContext,
): string {
  const style = createStyle(output);
  const lines = [
    ...renderProblems(report, style),
    ...report.notices.map((notice) => style('yellow', notice)),
    ...renderRegions(report, style),
    ...renderWaits(report, style),
    ...renderNotices(report, style),
    ...renderHolds(report, style),
    ...renderGrantsOnly(report, style),
    ...renderKept(report, style),
    ...renderLosses(report, style),
    ...renderOwnRepositories(report, style),
    renderTotals(report, seconds),
    ...renderHealed(report, style),
    renderCommit(report, style),
    renderNextStep(report),
  ];
  return `${lines.join('\n')}\n`;
}

function renderHolds({ holds }: PublishReport, style: Style): readonly string[] {
  const lines = holds
    .slice(0, NAMED_HOLDS)
    .map(({ message, reason }) => style(toTone(reason), `  ${message}`));
  const more = holds.length - NAMED_HOLDS;
  return more > 0 ? [...lines, `  and ${more} more that were left as they are`] : lines;
}

/** One that is frozen is told with its freeze. */
function renderGrantsOnly({ grantsOnly, holds }: PublishReport, style: Style): readonly string[] {
  const told = new Set(holds.map(({ name }) => name));
  return grantsOnly
    .filter((name) => !told.has(name))
    .map((name) => style('yellow', `  ${name}: only what grants changed was published`));
}

function toTone(reason: HoldReport['reason']): 'dim' | 'yellow' | 'red' {
  if (reason === 'newer-source') return 'dim';
  return reason === 'frozen' ? 'yellow' : 'red';
}

function renderKept({ regions, losses }: PublishReport, style: Style): readonly string[] {
  const told = new Set(losses.map(({ region }) => region));
  return regions
    .filter(({ outcome, name }) => outcome === 'kept' && !told.has(name))
    .map(({ name }) =>
      style(
        'yellow',
        `  ${name} is configured no more; its manifests stay. To delete them: --allow-delete ${name}`,
      ),
    );
}

function renderOwnRepositories({ ownRepositories }: PublishReport, style: Style): readonly string[] {
  return ownRepositories.map(({ url, regions, commit, failure }) => {
    const names = regions.join(', ');
    if (failure !== undefined) return style('red', `  ${names}: not published to ${url}: ${failure.message}`);
    return commit === undefined
      ? `  ${names}: nothing changed in ${url}`
      : `  ${names}: published ${commit.slice(0, SHORT_COMMIT)} to ${url}`;
  });
}

function renderHealed({ healed }: PublishReport, style: Style): readonly string[] {
  if (healed.length === 0) return [];
  return [
    style('yellow', `Branches that did not show what was published, set right: ${nameBranches(healed)}.`),
  ];
}

function renderCommit(
  { commit, branch, branches, repository, attempts }: PublishReport,
  style: Style,
): string {
  if (commit === undefined) return style('dim', `Nothing changed: no commit to ${repository}.`);
  const others = branches.length === 0 ? '' : ` and ${nameBranches(branches)}`;
  const again = attempts === 1 ? '' : `, at attempt ${attempts}, since others published as well`;
  return style(
    'bold',
    `Published ${commit.slice(0, SHORT_COMMIT)} to ${repository} (${branch}${others})${again}.`,
  );
}

function renderNextStep(report: PublishReport): string {
  const { problems, holds, ownRepositories, commit, regions, losses } = report;
  const isStuck =
    problems.length > 0 ||
    holds.some(({ reason }) => reason === 'conflict' || reason === 'unknown-source') ||
    ownRepositories.some(({ failure }) => failure !== undefined);
  if (isStuck) return 'Next: mend what is named above and run it again.';
  if (holds.some(({ reason }) => reason === 'frozen')) return 'Next: run it again when the freeze has ended.';
  const isKept = regions.some(({ outcome }) => outcome === 'kept' || outcome === 'refused');
  if (isKept || losses.some(({ isAllowed }) => !isAllowed))
    return 'Next: decide on what is named above, and run it again.';
  if (commit === undefined) return 'Next: edit a regions/<region>/region.yaml and commit it.';
  return "Next: nothing; the clusters' Flux pulls it within its interval.";
}

function nameBranches(branches: readonly string[]): string {
  return branches.length > NAMED_BRANCHES ? `${branches.length} branches` : branches.join(', ');
}
