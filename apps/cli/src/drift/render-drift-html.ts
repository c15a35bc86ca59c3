import type { DriftPage } from './drift-page.ts';
import { type PageSection, toPageSections } from './page-sections.ts';

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const STYLE = `body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h2 { font-size: 1.1rem; margin-top: 2rem; overflow-wrap: anywhere; }
th { text-align: left; vertical-align: top; padding-right: 1.5rem; font-weight: 600; white-space: nowrap; }
td { overflow-wrap: anywhere; font-family: ui-monospace, monospace; }
pre { background: #f2f2f2; color: #111; padding: 1rem; overflow-x: auto; }`;

/**
 * Gives the page of a drift as one HTML file that loads nothing and runs nothing; all that clusters say is escaped.
 */
export function renderDriftHtml(page: DriftPage, now: Date): string {
  const title = `Drift ${page.record} of ${page.region}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>
${STYLE}
</style>
</head>
<body>
<h1>${escapeHtml(title)}</h1>
<p>As of ${escapeHtml(now.toISOString())}.</p>
${toPageSections(page, now).map(renderSection).join('\n')}
</body>
</html>
`;
}

function renderSection({ title, rows, block }: PageSection): string {
  const lines = rows.map(
    ([label, text]) => `<tr><th scope="row">${escapeHtml(label)}</th><td>${escapeHtml(text)}</td></tr>`,
  );
  const table = rows.length === 0 ? [] : ['<table>', ...lines, '</table>'];
  const copied = block === undefined ? [] : [`<pre>${escapeHtml(block)}</pre>`];
  return ['<section>', `<h2>${escapeHtml(title)}</h2>`, ...table, ...copied, '</section>'].join('\n');
}

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => ESCAPES[sign] ?? '');
}
