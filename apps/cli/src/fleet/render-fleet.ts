import { renderTable } from '../region/render-table.ts';
import { renderSpan } from '../render-span.ts';
import type { FleetEntry } from './fleet-entry.ts';
import type { FleetReport } from './read-fleet.ts';

const HEADS = ['REGION', 'READY', 'PHASE', 'REVISION', 'DRIFTED', 'UNKNOWN', 'LAST WORD', 'FROZEN', 'NEXT'];

/** Digits of a commit that are shown. */
const SHORT_COMMIT = 12;

/** Gives the fleet as one screen of text; ends in a line feed. */
export function renderFleet({ regions, clusters, needLook }: FleetReport): string {
  const table = regions.length === 0 ? 'No regions.\n' : renderTable([HEADS, ...regions.map(toRow)]);
  const failed = clusters.flatMap(({ context, failure }) =>
    failure === undefined ? [] : [`Not read: cluster ${context}: ${failure}\n`],
  );
  const sum = needLook === 0 ? 'Nothing is wrong.\n' : `${needLook} of ${regions.length} need a look.\n`;
  return [table, ...failed, sum].join('');
}

function toRow(entry: FleetEntry): readonly string[] {
  const { region, ready, phase, revision, drifted, unknown, frozen, nextAction } = entry;
  return [
    region,
    ready,
    phase,
    revision?.slice(0, SHORT_COMMIT) ?? '-',
    drifted === undefined ? '?' : String(drifted),
    unknown === undefined ? '?' : String(unknown),
    renderWord(entry),
    frozen === undefined ? '-' : `until ${frozen.until}`,
    nextAction,
  ];
}

function renderWord({ heard, lastWordSeconds }: FleetEntry): string {
  if (lastWordSeconds === undefined) return heard;
  const age = renderSpan(lastWordSeconds);
  return heard === 'heard' ? age : `${heard}, ${age}`;
}
