import { regionPhases } from '@atoll/agent-model';
import { toPrintable } from '../../printable.ts';
import { renderAge } from '../../render-age.ts';
import type { createStyle } from '../../style.ts';
import { renderTable } from '../render-table.ts';
import type { LayerReport, RegionSmokeReport, RegionStatusReport, SmokeReport } from './region-report.ts';

type Style = ReturnType<typeof createStyle>;

/** Gives a region's way to Ready as text; ends in a line feed. */
export function renderRegionStatus(report: RegionStatusReport, now: Date, style: Style): string {
  const { region, phase, phaseSince, ready, waitingFor, waitingSince, nextAction, layers, smoke, notes } =
    report;
  const ladder = regionPhases.map((rung) => (rung === phase ? style('bold', `[${rung}]`) : rung)).join(' → ');
  const since = phaseSince === undefined ? '' : ` for ${renderAge(phaseSince, now)}`;
  const waits =
    waitingFor === undefined
      ? []
      : [`waits for  ${toPrintable(waitingFor)} (${renderAge(waitingSince, now)})`];
  const next = nextAction === undefined ? [] : [`next       ${toPrintable(nextAction)}`];
  const passed = smoke.filter(({ result }) => result === 'passed').length;
  return [
    `${region}: ${phase}${since}, ready: ${ready}`,
    ladder,
    ...waits,
    ...next,
    '',
    renderTable([HEADS, ...layers.map((layer) => toLayerRow(layer, now))]).trimEnd(),
    '',
    `smoke: ${passed} of ${smoke.length} passed; atoll region smoke ${region} lists them`,
    ...notes.map(toPrintable),
    '',
  ].join('\n');
}

const HEADS = ['HALF', 'STAGE', 'READY', 'RESOURCES', 'WAITS FOR', 'SINCE'];

function toLayerRow(row: LayerReport, now: Date): readonly string[] {
  const { half, layer, ready, resources, waitingFor, since } = row;
  return [
    half,
    layer,
    ready,
    resources === undefined ? '-' : `${resources.ready}/${resources.total}`,
    waitingFor === undefined ? '-' : toPrintable(waitingFor),
    since === undefined ? '-' : renderAge(since, now),
  ];
}

/** Gives what a region has to fulfil, a line each, and what to do about the rest; ends in a line feed. */
export function renderRegionSmoke({ region, smoke, passed, blocking, notes }: RegionSmokeReport): string {
  const rows = smoke.map(({ id, result, title, message }) => [
    result,
    id,
    result === 'passed' ? title : `${title}: ${toPrintable(message)}`,
  ]);
  const remedies = smoke.filter(isToDo).map(({ id, remedy }) => `${id}: ${toPrintable(remedy)}`);
  return [
    renderTable([['RESULT', 'REQUIREMENT', 'WHAT'], ...rows]).trimEnd(),
    '',
    ...(remedies.length === 0 ? [] : ['What to do:', ...remedies.map((line) => `  ${line}`), '']),
    `${region}: ${passed} of ${smoke.length} passed, ${blocking} in the way of Ready`,
    ...notes.map(toPrintable),
    '',
  ].join('\n');
}

function isToDo({ result }: SmokeReport): boolean {
  return result === 'failed';
}
