import type { createStyle } from '../style.ts';
import type { DriftPage } from './drift-page.ts';
import { toPageSections } from './page-sections.ts';

/** Gives the page of a drift as plain text; ends in a line feed. */
export function renderDriftPage(page: DriftPage, now: Date, style: ReturnType<typeof createStyle>): string {
  const sections = toPageSections(page, now).map(({ title, rows, block }) => {
    const width = Math.max(0, ...rows.map(([label]) => label.length));
    const lines = rows.map(([label, text]) => `  ${label.padEnd(width)}  ${text}`);
    const copied = (block?.trimEnd().split('\n') ?? []).map((line) => `  ${line}`.trimEnd());
    return [style('bold', title), ...lines, ...copied].join('\n');
  });
  return `Drift ${page.record}\n\n${sections.join('\n\n')}\n`;
}
