import { relative } from 'node:path';
import { renderProblem } from '@atoll/core';
import type { RegionReport, SynthReport } from '@atoll/synth-run';
import type { Output } from './cli-context.ts';
import { renderCount } from './render-count.ts';
import { createStyle } from './style.ts';

/** Regions that are named one by one; of the rest only the number is said. */
const NAMED_REGIONS = 30;

/** Hexadecimal digits of a commit that are shown. */
const SHORT_COMMIT = 12;

/** What a summary says beside the report. */
export interface SummaryContext {
  readonly deploy: string;
  readonly seconds: number;
  readonly output: Output;
}

/** Gives the last words of a synth: what was rendered, what changed, what is wrong or waited for, and the next step. */
export function renderSynthSummary(report: SynthReport, context: SummaryContext): string {
  const style = createStyle(context.output);
  const lines = [
    ...renderProblems(report, style),
    ...renderHandEdits(report, style),
    ...renderRegions(report, style),
    ...renderWaits(report, style),
    ...renderKept(report, style),
    renderTotals(report, context),
    renderCommit(report, context.deploy, style),
    renderNextStep(report, context.deploy),
  ];
  return `${lines.join('\n')}\n`;
}

type Style = ReturnType<typeof createStyle>;

function renderProblems({ problems, regions }: SynthReport, style: Style): readonly string[] {
  if (problems.length === 0) return [];
  const failed = regions.filter(({ outcome }) => outcome === 'failed').map(({ name }) => name);
  const losses = failed.length === 0 ? [] : [`Not rendered, the last rendering stays: ${failed.join(', ')}.`];
  return [...problems.map((problem) => style('red', renderProblem(problem))), ...losses, ''];
}

function renderHandEdits({ handEdits, recovered }: SynthReport, style: Style): readonly string[] {
  const crash = recovered === undefined ? [] : [style('yellow', `A run that did not end was ${recovered}.`)];
  const edits = handEdits.map(({ path, kind, ref }) =>
    style(
      'yellow',
      `Edited by hand, restored: ${path} (${kind}${ref === undefined ? '' : `, kept in ${ref}`})`,
    ),
  );
  return [...crash, ...edits];
}

function renderRegions({ regions }: SynthReport, style: Style): readonly string[] {
  const shown = regions.filter(({ outcome }) => outcome === 'rendered' || outcome === 'deleted');
  const width = Math.max(0, ...shown.map(({ name }) => name.length));
  const lines = shown
    .slice(0, NAMED_REGIONS)
    .map((region) => `  ${region.name.padEnd(width)}  ${renderChange(region, style)}`);
  return shown.length > NAMED_REGIONS ? [...lines, `  and ${shown.length - NAMED_REGIONS} more`] : lines;
}

function renderChange({ outcome, objects, files }: RegionReport, style: Style): string {
  if (outcome === 'deleted') return style('red', `deleted, ${renderCount(files.deleted, 'file')}`);
  const change = [
    ...(files.added > 0 ? [style('green', `+${files.added}`)] : []),
    ...(files.modified > 0 ? [style('yellow', `~${files.modified}`)] : []),
    ...(files.deleted > 0 ? [style('red', `-${files.deleted}`)] : []),
  ];
  return `${objects} objects, ${change.length === 0 ? 'same bytes' : `files ${change.join(' ')}`}`;
}

function renderWaits({ regions }: SynthReport, style: Style): readonly string[] {
  return regions
    .filter(({ outcome }) => outcome !== 'deleted')
    .flatMap(({ name, waits }) =>
      waits.map((wait) =>
        style(
          'yellow',
          `  ${name}: ${wait.what} waits for ${wait.field} (${wait.source}); then: npx atoll observe ${name}`,
        ),
      ),
    );
}

function renderKept({ regions }: SynthReport, style: Style): readonly string[] {
  return regions
    .filter(({ outcome }) => outcome === 'kept')
    .map(({ name }) =>
      style(
        'yellow',
        `  ${name} is configured no more; its manifests stay. To delete them: --allow-delete ${name}`,
      ),
    );
}

function renderTotals({ regions }: SynthReport, { seconds }: SummaryContext): string {
  const standing = regions.filter(({ outcome }) => outcome !== 'deleted');
  const rendered = regions.filter(({ outcome }) => outcome === 'rendered').length;
  const objects = standing.reduce((sum, region) => sum + region.objects, 0);
  return `${renderCount(standing.length, 'region')}, ${renderCount(objects, 'object')}; ${rendered} rendered in ${seconds.toFixed(1)} s.`;
}

function renderCommit({ commit, branches }: SynthReport, deploy: string, style: Style): string {
  if (commit === undefined) return style('dim', 'Nothing changed: no commit.');
  const moved = branches.length > 4 ? `${branches.length} branches` : branches.join(', ');
  const others = branches.length === 0 ? '' : ` and ${moved}`;
  return style('bold', `Committed ${commit.slice(0, SHORT_COMMIT)} to ${showPath(deploy)} (main${others}).`);
}

function renderNextStep({ commit, problems }: SynthReport, deploy: string): string {
  if (problems.length > 0) return 'Next: mend what is named above and run it again.';
  const folder = showPath(deploy);
  if (commit === undefined) return `Next: edit a regions/<region>/region.yaml, or look around in ${folder}.`;
  return `Next: git -C ${folder} show --stat, then push ${folder} to where the control cluster's Flux pulls from.`;
}

function showPath(path: string): string {
  const short = relative(process.cwd(), path);
  return short === '' ? '.' : short.startsWith('..') ? path : short;
}
