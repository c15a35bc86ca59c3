import { relative } from 'node:path';
import type { SynthReport } from '@atoll/synth-run';
import type { Output } from './cli-context.ts';
import {
  renderLosses,
  renderProblems,
  renderRegions,
  renderTotals,
  renderNotices,
  renderWaits,
  type Style,
} from './render-run-lines.ts';
import { createStyle } from './style.ts';

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
    ...renderNotices(report, style),
    ...renderKept(report, style),
    ...renderLosses(report, style),
    renderTotals(report, context.seconds),
    renderCommit(report, context.deploy, style),
    renderNextStep(report, context.deploy),
  ];
  return `${lines.join('\n')}\n`;
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
