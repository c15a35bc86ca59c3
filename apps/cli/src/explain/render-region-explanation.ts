import type { OwnerTask } from '@atoll/cloud';
import { type FieldExplanation, INDENT, renderRow, wrapText } from '@atoll/region-config';
import type { RegionExplanation } from './explain-region.ts';
import type { ValueInForce } from './values-in-force.ts';

/** Space in front of what stands below a heading. */
const ITEM = INDENT.repeat(2);

/** Space in front of what is said about an item. */
const DETAIL = INDENT.repeat(4);

/** Gives what a region has of a field as plain text, to follow the explanation of the field; ends in a line feed. */
export function renderRegionExplanation(explanation: FieldExplanation, region: RegionExplanation): string {
  const lines = [
    '',
    `${INDENT}in ${region.region}`,
    ...renderValues(explanation, region),
    ...region.computed.flatMap(({ what, text }) => renderRow(what, text)),
    ...renderWaits(region),
    ...renderOwnerTasks(region.ownerTasks),
  ];
  return `${lines.join('\n')}\n`;
}

function renderValues(
  { kind, path }: FieldExplanation,
  { values, computed }: RegionExplanation,
): readonly string[] {
  const [first] = values;
  if (first === undefined) return renderRow('here', kind === 'Observed' ? 'not observed' : 'not set');
  if (values.length === 1 && first.path === path) return renderRow('here', renderValue(first));
  const width = Math.max(...values.map((value) => value.path.length));
  const rows = values.flatMap((value) =>
    wrapText(renderValue(value), `${ITEM}${value.path.padEnd(width)}  `),
  );
  return computed.length === 0 ? rows : [...rows, ''];
}

function renderValue({ value, file, line }: ValueInForce): string {
  return `${JSON.stringify(value)} (${file === undefined ? 'default' : `${file}:${line}`})`;
}

function renderOwnerTasks(tasks: readonly OwnerTask[] | undefined): readonly string[] {
  if (tasks === undefined || tasks.length === 0) return [];
  return [
    '',
    `${INDENT}needs from the owner`,
    ...tasks.flatMap(({ what, detail }) => [...wrapText(what, ITEM), ...renderDetail(detail)]),
  ];
}

/** Sentences are wrapped; a document after them keeps its lines. */
function renderDetail(detail: string): readonly string[] {
  const lines = detail.trimEnd().split('\n');
  const start = lines.findIndex((line) => line.startsWith('{'));
  const sentences = start === -1 ? lines : lines.slice(0, start);
  const document = start === -1 ? [] : lines.slice(start);
  return [
    ...sentences.flatMap((line) => wrapText(line, DETAIL)),
    ...document.map((line) => `${DETAIL}${line}`.trimEnd()),
  ];
}

function renderWaits({ region, waits }: RegionExplanation): readonly string[] {
  if (waits === undefined || waits.length === 0) return [];
  return [
    '',
    `${INDENT}waits, until npx atoll observe ${region} has written`,
    ...waits.flatMap(({ what, field, source }) => [
      ...wrapText(`${field} (${source})`, ITEM),
      ...wrapText(`for ${what}`, DETAIL),
    ]),
  ];
}
