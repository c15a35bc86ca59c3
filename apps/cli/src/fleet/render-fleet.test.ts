import { describe, expect, it } from 'vitest';
import { renderFleet } from './render-fleet.ts';

const well = {
  region: 'aws-us-east-1',
  phase: 'Ready',
  ready: 'yes',
  heard: 'heard',
  lastWordSeconds: 20,
  revision: '0123456789abcdef0123456789abcdef01234567',
  drifted: 0,
  unknown: 0,
  needsLook: false,
  nextAction: '',
} as const;

const silent = {
  region: 'aws-us-west-2',
  phase: 'Ready',
  ready: 'unknown',
  heard: 'silent',
  lastWordSeconds: 7_300,
  frozen: { name: 'quarter-end', until: '2026-12-31T00:00:00Z', reason: 'the books are closed' },
  needsLook: true,
  nextAction: 'see kubectl -n atoll-system logs deployment/atoll-agent',
} as const;

const at = '2026-11-30T12:00:00Z';
const clusters = [{ context: 'control', regions: 2 }];

describe(renderFleet, () => {
  it('gives a line for each region', () => {
    expect(renderFleet({ at, clusters, regions: [well, silent], needLook: 1, problems: [] })).toBe(
      `REGION         READY    PHASE  REVISION      DRIFTED  UNKNOWN  LAST WORD    FROZEN                      NEXT
aws-us-east-1  yes      Ready  0123456789ab  0        0        20 s         -
aws-us-west-2  unknown  Ready  -             ?        ?        silent, 2 h  until 2026-12-31T00:00:00Z  see kubectl -n atoll-system logs deployment/atoll-agent
1 of 2 need a look.
`,
    );
  });

  it('says that nothing is wrong', () => {
    expect(renderFleet({ at, clusters, regions: [well], needLook: 0, problems: [] })).toMatch(
      /\nNothing is wrong\.\n$/,
    );
  });

  it('says which cluster could not be read', () => {
    const failed = [...clusters, { context: 'eu-1', regions: 0, failure: 'no answer.' }];

    expect(renderFleet({ at, clusters: failed, regions: [], needLook: 0, problems: [] })).toContain(
      'Not read: cluster eu-1: no answer.\n',
    );
  });
});
