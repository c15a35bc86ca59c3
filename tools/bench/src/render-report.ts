import type { BenchResults, FleetResult } from './bench-results.ts';
import type { Comparison } from './compare-with-cdk8s.ts';
import { checkGoals, type GoalOutcome, renderNumber, renderTime } from './goals.ts';
import { stages } from './measure/measurements.ts';
import type { Time } from './stopwatch.ts';

/** Bytes in a megabyte. */
const MEGABYTE = 1_000_000;

/** What is measured, and how; printed above the numbers. */
const METHOD = `Input: copies of regions/aws-us-east-1, each with a name, an account, an external id and a /18 network of its own,
written as files with the organization's file into a temporary folder. Every measurement has a process of its own.
CPU: this process with all its threads, Git's processes apart. Floor: JSON.stringify of the same objects and writing
the same bytes as one file a region, between the regions of the same run. Figures are medians.`;

/** Gives the text that a bench prints. */
export function renderReport(results: BenchResults): string {
  const { command, machine, runs, fleets, largest, comparisons } = results;
  return [
    `$ ${command}`,
    machine,
    `Runs: ${runs}; the largest fleets and the slow runs of cdk8s less (see the tables).`,
    METHOD,
    ...fleets.map(renderFleet),
    renderGrowth(fleets),
    renderTable(
      `After the first run, ${renderCount(largest.regions)} regions`,
      ['', 'CPU ms', 'wall ms'],
      [
        ['one region changed, with commit, in process', ...renderTimes(largest.changed)],
        ['nothing changed, in process', ...renderTimes(largest.idle)],
        ['nx run <a target that does nothing>, whole process', '', renderNumber(largest.nx.bare)],
        ['nx run synth, one region changed, whole process', '', renderNumber(largest.nx.changed)],
        ['nx run synth, nothing changed, whole process', '', renderNumber(largest.nx.idle)],
      ],
    ),
    ...comparisons.map(renderComparison),
    renderGoals(checkGoals(results)),
  ].join('\n\n');
}

function renderFleet(fleet: FleetResult): string {
  const { floor } = fleet;
  const row = (name: string, time: Time) => [
    name,
    ...renderTimes(time),
    renderNumber(time.cpu / fleet.regions),
    `${renderNumber(time.cpu / floor.cpu)}x`,
    `${renderNumber(time.wall / floor.wall)}x`,
  ];
  const title = `${renderCount(fleet.regions)} regions, ${renderCount(fleet.objects)} objects, ${renderNumber(fleet.bytes / MEGABYTE)} MB; ${fleet.runs} runs; peak ${renderNumber(fleet.peakMb)} MB`;
  return renderTable(
    title,
    ['stage', 'CPU ms', 'wall ms', 'CPU ms a region', 'CPU/floor', 'wall/floor'],
    [
      row('floor', floor),
      ...stages.map((stage) => row(stage, fleet.stages[stage])),
      row('parse to serialise', renderTime(fleet)),
      row('runSynth, cold', fleet.cold),
    ],
  );
}

function renderGrowth(fleets: readonly FleetResult[]): string {
  const rows = fleets.map((fleet) => [
    renderCount(fleet.regions),
    renderNumber(renderTime(fleet).cpu / fleet.regions),
    renderNumber(fleet.floor.cpu / fleet.regions),
    renderNumber(fleet.cold.wall / fleet.regions),
    renderNumber(fleet.peakMb),
  ]);
  return renderTable(
    'Growth',
    [
      'regions',
      'parse to serialise, CPU ms a region',
      'floor, CPU ms a region',
      'runSynth, wall ms a region',
      'peak MB',
    ],
    rows,
  );
}

function renderComparison({ regions, files, synth, cdk8s }: Comparison): string {
  const row = (name: string, wall: number, remark: string) => [
    name,
    renderNumber(wall),
    `${renderNumber(wall / files)}x`,
    remark,
  ];
  return renderTable(
    `cdk8s synth and Atoll, ${renderCount(regions)} regions, whole processes`,
    ['', 'wall ms', 'to files', 'documents'],
    [
      row(
        'Atoll, files (one an object), validated',
        files,
        `${renderCount(cdk8s[0]?.output.documents ?? 0)}`,
      ),
      row('atoll synth, files and commit', synth, 'the same and atoll.json'),
      ...cdk8s.map(({ layout, wall, output }) =>
        row(
          `cdk8s synth, ${layout}`,
          wall,
          output.different === 0 ? 'the same bytes' : `${renderCount(output.different)} differ`,
        ),
      ),
    ],
  );
}

function renderGoals(goals: readonly GoalOutcome[]): string {
  return renderTable(
    'Goals',
    ['', 'measured', 'goal'],
    goals.map(({ goal, measured, isMet }) => [
      measured === undefined ? '-' : isMet ? 'PASS' : 'MISS',
      measured ?? 'not measured',
      goal,
    ]),
  );
}

/** Columns are as wide as their widest cell; all but the first and the last of mixed text stand right. */
function renderTable(title: string, head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) =>
        isText(rows, column) ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd();
  return [title, line(head), ...rows.map(line)].join('\n');
}

function isText(rows: readonly (readonly string[])[], column: number): boolean {
  return rows.some((row) => /^[^\d-]/.test(row[column] ?? ''));
}

function renderTimes({ cpu, wall }: Time): readonly [string, string] {
  return [renderNumber(cpu), renderNumber(wall)];
}

function renderCount(count: number): string {
  return count.toLocaleString('en');
}
