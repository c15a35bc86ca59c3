import { describe, expect, it } from 'vitest';
import { renderRegionSmoke, renderRegionStatus } from './render-region-status.ts';

const NOW = new Date('2026-11-30T12:00:00Z');

const smoke = [
  {
    id: 'keys-enabled',
    title: "The region's keys are enabled",
    result: 'passed',
    message: "The region's keys are enabled",
    remedy: '',
    isBlocking: false,
  },
  {
    id: 'database-private',
    title: 'The database has no public address',
    result: 'failed',
    message: 'it has a public address',
    remedy: 'Heal its drift.',
    isBlocking: true,
  },
] as const;

describe(renderRegionStatus, () => {
  it('shows the ladder, what is waited for, and every stage', () => {
    const text = renderRegionStatus(
      {
        region: 'eu-1',
        at: '2026-11-30T12:00:00Z',
        phase: 'Provisioning',
        phaseSince: '2026-11-30T09:00:00Z',
        ready: 'no',
        isDeploymentTarget: false,
        waitingFor: 'VPC atoll-eu-1-vpc to be ready',
        waitingSince: '2026-11-30T11:50:00Z',
        nextAction: 'Nothing: the cloud is making it.',
        layers: [
          { half: 'control-plane', layer: 'identity', ready: 'yes', resources: { ready: 9, total: 9 } },
          {
            half: 'control-plane',
            layer: 'network',
            ready: 'no',
            resources: { ready: 1, total: 13 },
            waitingFor: 'VPC atoll-eu-1-vpc to be ready',
            since: '2026-11-30T11:50:00Z',
          },
        ],
        smoke,
        notes: [],
      },
      NOW,
      (_tone, words) => words,
    );

    expect(text).toBe(`eu-1: Provisioning for 3 h, ready: no
Requested → Bootstrapped → [Provisioning] → Smoke → Ready
waits for  VPC atoll-eu-1-vpc to be ready (10 min)
next       Nothing: the cloud is making it.

HALF           STAGE     READY  RESOURCES  WAITS FOR                       SINCE
control-plane  identity  yes    9/9        -                               -
control-plane  network   no     1/13       VPC atoll-eu-1-vpc to be ready  10 min

smoke: 1 of 2 passed; atoll region smoke eu-1 lists them
`);
  });
});

describe(renderRegionSmoke, () => {
  it('shows each requirement, and what to do about what failed', () => {
    const at = '2026-11-30T12:00:00Z';

    expect(
      renderRegionSmoke({ region: 'eu-1', at, smoke, passed: 1, blocking: 1, notes: [] }),
    ).toBe(`RESULT  REQUIREMENT       WHAT
passed  keys-enabled      The region's keys are enabled
failed  database-private  The database has no public address: it has a public address

What to do:
  database-private: Heal its drift.

eu-1: 1 of 2 passed, 1 in the way of Ready
`);
  });
});
