import { renderProblem } from '@atoll/core';
import type { RegionReport, SynthReport } from '@atoll/synth-run';
import { renderCount } from './render-count.ts';
import type { createStyle } from './style.ts';

/** Regions that are named one by one; of the rest only the number is said. */
const NAMED_REGIONS = 30;

/** Regions that are named before one sentence about all of them. */
const NAMED_AT_ONCE = 3;

/** Colours a text, or leaves it as it is. */
export type Style = ReturnType<typeof createStyle>;

/** Gives a line a problem, and which regions stay as they were for it. */
export function renderProblems({ problems, regions }: SynthReport, style: Style): readonly string[] {
  if (problems.length === 0) return [];
  const failed = regions.filter(({ outcome }) => outcome === 'failed').map(({ name }) => name);
  const losses = failed.length === 0 ? [] : [`Not rendered, the last rendering stays: ${failed.join(', ')}.`];
  return [...problems.map((problem) => style('red', renderProblem(problem))), ...losses, ''];
}

/** Gives a line a region that was rendered or deleted. */
export function renderRegions({ regions }: SynthReport, style: Style): readonly string[] {
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

/** Gives a line a thing that is left out until a value was observed. */
export function renderWaits({ regions }: SynthReport, style: Style): readonly string[] {
  return regions
    .filter(({ outcome }) => outcome !== 'deleted')
    .flatMap(({ name, waits }) =>
      waits.map((wait) =>
        style(
          'yellow',
          `  ${name}: ${wait.what} waits for ${wait.field} (${wait.source}); ${wait.remedy ?? `then: npx atoll observe ${name}`}`,
        ),
      ),
    );
}

/** Gives a line a notice, with the regions that it is about; the same of many regions is said once. */
export function renderNotices({ regions, clusterNotices }: SynthReport, style: Style): readonly string[] {
  const standing = regions.filter(({ outcome }) => outcome !== 'deleted');
  const byText = Map.groupBy(
    standing.flatMap(({ name, notices: own }) => own.map((text) => ({ name, text }))),
    ({ text }) => text,
  );
  return [
    ...clusterNotices.map((text) => style('yellow', `  control clusters: ${text}`)),
    ...[...byText].map(([text, group]) =>
      style('yellow', `  ${renderNames(group.map(({ name }) => name))}: ${text}`),
    ),
  ];
}

function renderNames(names: readonly string[]): string {
  const shown = names.slice(0, NAMED_AT_ONCE).join(', ');
  return names.length > NAMED_AT_ONCE ? `${shown} and ${names.length - NAMED_AT_ONCE} more` : shown;
}

/** Gives what the cloud loses, and would lose, region by region. */
export function renderLosses({ losses }: Pick<SynthReport, 'losses'>, style: Style): readonly string[] {
  const byRegion = Map.groupBy(losses, ({ region, isAllowed }) => `${isAllowed} ${region}`);
  return [...byRegion.values()].flatMap((group) => {
    const [{ region, isAllowed }] = group as [(typeof group)[number]];
    const head = isAllowed
      ? `  ${region}: with what was deleted the cloud loses, once it is deleted there too:`
      : `  ${region} keeps its last rendering; without it the cloud would lose:`;
    const remedy = isAllowed ? [] : [style('yellow', `    To let it go: --allow-delete ${region}`)];
    return [style('red', head), ...group.map(({ what }) => style('red', `    ${what}`)), ...remedy];
  });
}

/** Gives the line with the sums of a run. */
export function renderTotals({ regions }: Pick<SynthReport, 'regions'>, seconds: number): string {
  const standing = regions.filter(({ outcome }) => outcome !== 'deleted');
  const rendered = regions.filter(({ outcome }) => outcome === 'rendered').length;
  const objects = standing.reduce((sum, region) => sum + region.objects, 0);
  return `${renderCount(standing.length, 'region')}, ${renderCount(objects, 'object')}; ${rendered} rendered in ${seconds.toFixed(1)} s.`;
}
