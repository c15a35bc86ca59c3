import { describe, expect, it } from 'vitest';
import type { BenchResults, FleetResult } from './bench-results.ts';
import { checkGoals } from './goals.ts';
import { renderReport } from './render-report.ts';

const STEP = { cpu: 20, wall: 10 };

function fleet(regions: number): FleetResult {
  const step = { cpu: STEP.cpu * regions, wall: STEP.wall * regions };
  return {
    regions,
    runs: 3,
    objects: 180 * regions,
    bytes: 275_000 * regions,
    stages: {
      parse: step,
      model: step,
      construct: step,
      validate: step,
      serialise: step,
      write: step,
      commit: step,
    },
    floor: { cpu: 10 * regions, wall: 5 * regions },
    cold: { cpu: 150 * regions, wall: 80 * regions },
    peakMb: 150 + regions / 4,
  };
}

const RESULTS: BenchResults = {
  command: 'node tools/bench/src/main.ts synth',
  machine: 'Machine: 2 cores',
  runs: 3,
  fleets: [fleet(10), fleet(1_000)],
  largest: {
    regions: 1_000,
    changed: { cpu: 100, wall: 200 },
    idle: { cpu: 20, wall: 120 },
    nx: { bare: 1_000, changed: 2_000, idle: 1_100 },
  },
  comparisons: [
    {
      regions: 100,
      files: 2_000,
      synth: 4_000,
      cdk8s: [
        {
          layout: 'FILE_PER_CHART',
          wall: 24_000,
          output: { documents: 18_000, bytes: 27_500_000, different: 0 },
        },
        {
          layout: 'FOLDER_PER_CHART_FILE_PER_RESOURCE',
          wall: 5_000,
          output: { documents: 18_000, bytes: 27_500_000, different: 2 },
        },
      ],
    },
  ],
};

describe('renderReport', () => {
  it('sets each stage in relation to the floor of the same run', () => {
    const report = renderReport(RESULTS);

    expect(report).toContain(`
1,000 regions, 180,000 objects, 275 MB; 3 runs; peak 400 MB
stage                CPU ms  wall ms  CPU ms a region  CPU/floor  wall/floor
floor                10,000    5,000             10.0      1.00x       1.00x
parse                20,000   10,000             20.0      2.00x       2.00x
`);
    expect(report).toContain(
      'parse to serialise  100,000   50,000              100      10.0x       10.0x\n',
    );
  });

  it('says whether cdk8s writes the same bytes', () => {
    expect(renderReport(RESULTS)).toContain(`
cdk8s synth and Atoll, 100 regions, whole processes
                                                 wall ms  to files  documents
Atoll, files (one an object), validated            2,000     1.00x  18,000
atoll synth, files and commit                      4,000     2.00x  the same and atoll.json
cdk8s synth, FILE_PER_CHART                       24,000     12.0x  the same bytes
cdk8s synth, FOLDER_PER_CHART_FILE_PER_RESOURCE    5,000     2.50x  2 differ
`);
  });

  it('ends with every goal and what was measured', () => {
    expect(renderReport(RESULTS).split('\n').slice(-8)).toStrictEqual([
      'PASS     1.00x  parse to serialise: a region at 1,000 over a region at 10 ≤ 1.1x',
      'PASS     1.00x  whole run with Git: a region at 1,000 over a region at 10 ≤ 1.1x',
      'PASS     10.0x  parse to serialise over the floor at 1,000 regions, CPU ≤ 15x',
      'PASS    400 MB  peak memory at 1,000 regions ≤ 400 MB',
      'PASS    200 ms  one region of 1,000 changed, in process, with commit ≤ 250 ms',
      'PASS  1,000 ms  the same as a process, above a bare nx ≤ 1,500 ms',
      'MISS    120 ms  nothing of 1,000 changed, in process ≤ 100 ms',
      'PASS     12.0x  cdk8s synth (its default layout, same documents) at 100 regions takes ≥ 8x as long',
    ]);
  });
});

describe('checkGoals', () => {
  it('leaves a goal open whose fleet was not measured', () => {
    const goals = checkGoals({ ...RESULTS, fleets: [fleet(10)], comparisons: [] });

    expect(goals.map(({ measured }) => measured)).toStrictEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      '200 ms',
      '1,000 ms',
      '120 ms',
      undefined,
    ]);
  });

  it('does not count a lead over other bytes', () => {
    const [comparison] = RESULTS.comparisons;
    const others =
      comparison?.cdk8s.map((run) => ({ ...run, output: { ...run.output, different: 1 } })) ?? [];

    const goals = checkGoals({
      ...RESULTS,
      comparisons: comparison ? [{ ...comparison, cdk8s: others }] : [],
    });

    expect(goals.at(-1)).toMatchObject({ measured: '12.0x, other bytes', isMet: false });
  });
});
