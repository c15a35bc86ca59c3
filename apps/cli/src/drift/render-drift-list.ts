import { renderTable } from '../region/render-table.ts';
import { renderAge } from '../render-age.ts';
import type { DriftedObject, DriftEntry } from './drift-entry.ts';

const HEADS = ['REGION', 'STAGE', 'OBJECT', 'CLASS', 'FIELDS', 'SINCE', 'POLICY', 'NEXT', 'RECORD'];

/** Longest text of the columns that can be long. */
const [MAX_FIELDS, MAX_NEXT] = [48, 60];

/** Gives drift records as a table; ends in a line feed. */
export function renderDriftList(entries: readonly DriftEntry[], now: Date): string {
  if (entries.length === 0) return 'No drift.\n';
  return renderTable([HEADS, ...entries.map((entry) => toRow(entry, now))]);
}

/** Gives an object as people say it: `Deployment shop/cart`. */
export function renderObject({ kind, namespace, name }: DriftedObject): string {
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
}

function toRow(entry: DriftEntry, now: Date): readonly string[] {
  const { region, stage, object, state, since, policy, nextAction, nextActionAt, record } = entry;
  const when = nextActionAt === undefined ? '' : ` (${renderAge(nextActionAt, now)})`;
  return [
    region,
    stage ?? '-',
    renderObject(object),
    state === 'open' ? entry.class : `${entry.class}, ${state}`,
    renderFields(entry.fields),
    renderAge(since, now),
    policy ?? '-',
    `${cut(nextAction ?? '-', MAX_NEXT)}${when}`,
    record,
  ];
}

function renderFields([first, ...rest]: readonly string[]): string {
  if (first === undefined) return '-';
  const more = rest.length === 0 ? '' : ` +${rest.length}`;
  return `${cut(first, MAX_FIELDS)}${more}`;
}

/** The end of a text is left out: the page of the record has all of it. */
function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}
