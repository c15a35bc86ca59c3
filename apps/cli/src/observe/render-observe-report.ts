import type { Output } from '../cli-context.ts';
import { createStyle } from '../style.ts';
import type { ObserveReport } from './observe-region.ts';
import type { ValueChange } from './value-changes.ts';

/** Gives the report for people: what was read, what changed, what still waits, and what to do next. */
export function renderObserveReport(report: ObserveReport, output: Output): string {
  const style = createStyle(output);
  const { cluster, objects, waits } = report;
  const lines = [
    style(
      'dim',
      `Read ${objects} managed resources in namespace ${cluster.namespace} of ${cluster.server} (context ${cluster.context}).`,
    ),
    ...report.warnings.map((warning) => style('yellow', warning)),
    style('bold', renderOutcome(report)),
    ...report.changes.map((change) => `  ${renderChange(change)}`),
  ];
  if (waits.length > 0) {
    lines.push(style('bold', 'Still waiting:'));
    lines.push(...waits.map(({ what, field, source }) => `  ${what} waits for ${field} (from ${source})`));
  }
  lines.push(renderNextStep(report));
  return `${lines.join('\n')}\n`;
}

function renderOutcome({ file, changes, written }: ObserveReport): string {
  if (changes.length === 0) return `Nothing changed; ${file} was not touched.`;
  return written ? `Wrote ${file}:` : `Would write ${file} (dry run):`;
}

function renderChange({ field, before, after }: ValueChange): string {
  return `${field}: ${renderValue(before)} → ${renderValue(after)}`;
}

function renderValue(value: unknown): string {
  if (value === undefined) return 'absent';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function renderNextStep({ region, written, changes, waits, isRegionRead }: ObserveReport): string {
  if (written) return 'Next: npx nx run synth';
  if (changes.length > 0) return `Next: atoll observe ${region}, without --dry-run`;
  if (waits.length === 0) return 'Next: nothing to do';
  const inside = isRegionRead
    ? ''
    : "; what is made inside the region's own cluster needs --region-kubeconfig <file>";
  return `Next: atoll observe ${region}, once the values are there${inside}`;
}
