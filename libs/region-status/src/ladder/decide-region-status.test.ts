import { type RegionPhase, regionPhases, type RegionStatus } from '@atoll/agent-model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeSmoke } from '../smoke/judge-smoke.ts';
import { goodSmokeFacts, NOW, readyFacts, toReadings } from '../testing/good-region.ts';
import { decideRegionStatus } from './decide-region-status.ts';
import { isDeploymentTarget } from './is-deployment-target.ts';
import type { ManagedFact, Reading, RegionFacts, StageFact } from './region-facts.ts';

const STALE = { state: 'stale', why: 'the API server does not answer' } as const;
const LATER = new Date('2026-11-30T12:00:50Z');
const AT = '2026-11-30T12:00:00Z';

function decide(change: Partial<RegionFacts>, previous?: RegionStatus, now = NOW): RegionStatus {
  return decideRegionStatus({ facts: { ...readyFacts, ...change }, now, ...(previous && { previous }) });
}

function fresh<Value>(value: Value): Reading<Value> {
  return { state: 'fresh', value };
}

function readyOf(status: RegionStatus): string | undefined {
  return status.conditions?.find(({ type }) => type === 'Ready')?.status;
}

const managed = readyFacts.managed.state === 'fresh' ? readyFacts.managed.value : [];
const controlStages = readyFacts.controlStages.state === 'fresh' ? readyFacts.controlStages.value : [];

const denied: ManagedFact = {
  kind: 'VPC',
  name: 'atoll-eu-west-1',
  layer: 'network',
  synced: {
    status: 'False',
    since: '2026-11-30T09:00:00Z',
    reason: 'ReconcileError',
    message: 'AccessDenied: not authorized to perform ec2:CreateVpc, request id: 1b2c',
  },
};
const creating: ManagedFact = {
  kind: 'Cluster',
  name: 'atoll-eu-west-1',
  layer: 'cluster',
  synced: { status: 'True' },
  ready: { status: 'False', reason: 'Creating', since: '2026-11-30T11:50:00Z' },
};
const waitingStage: StageFact = {
  half: 'control-plane',
  layer: 'identity',
  timeoutMinutes: 10,
  ready: { status: 'Unknown', reason: 'Progressing', since: '2026-11-30T11:55:00Z' },
};

/** For each rung, facts of a region that has just not got beyond it. */
const RUNGS: readonly [RegionPhase, Partial<RegionFacts>, waitingFor: string | undefined, action: RegExp][] =
  [
    [
      'Requested',
      { managed: fresh([]), controlStages: fresh([]) },
      'the first managed resource to be synced with the account',
      /atoll region bootstrap eu-west-1/,
    ],
    [
      'Requested',
      { managed: fresh([denied]) },
      'VPC atoll-eu-west-1 cannot be synced (ReconcileError: AccessDenied: not authorized to perform ec2:CreateVpc)',
      /atoll region verify eu-west-1/,
    ],
    [
      'Bootstrapped',
      { controlStages: fresh([waitingStage]) },
      'stage identity of half control-plane to be ready (Progressing)',
      /it may take 10 minutes/,
    ],
    [
      'Bootstrapped',
      { controlStages: fresh([]) },
      'stage identity of half control-plane to be applied',
      /Kustom|kustom/,
    ],
    [
      'Provisioning',
      { managed: fresh([...managed, creating]) },
      'Cluster atoll-eu-west-1 to be ready (Creating)',
      /Nothing/,
    ],
    ['Provisioning', { regionStages: fresh([]) }, 'the first of the stages of the region', /Flux/],
    [
      'Provisioning',
      { agent: { half: 'region', intervalSeconds: 60 } },
      'a word of the agent in the region',
      /logs deployment\/atoll-agent/,
    ],
    ['Smoke', { smoke: [] }, 'the first smoke results', /atoll region smoke eu-west-1/],
    [
      'Smoke',
      { smoke: judgeSmoke(toReadings({ ...goodSmokeFacts, keys: [] }), NOW) },
      'smoke requirement keys-enabled to pass (there is no key)',
      /Enable the key/,
    ],
    ['Ready', {}, undefined, /^$/],
  ];

describe('a region', () => {
  it.each(RUNGS)(
    'stands on %s with %o, says what it waits for and what to do',
    (phase, change, waitingFor, action) => {
      const status = decide(change);

      expect(status.phase).toBe(phase);
      expect(status.waitingFor).toBe(waitingFor);
      expect(status.nextAction ?? '').toMatch(action);
      expect(isDeploymentTarget(status)).toBe(phase === 'Ready');
    },
  );

  it('has fixtures for every rung', () => {
    expect(regionPhases.filter((phase) => !RUNGS.some(([rung]) => rung === phase))).toStrictEqual([]);
  });

  it('names what failed before what only takes its time', () => {
    const status = decide({ managed: fresh([creating, ...managed, denied]) });

    expect(status.waitingFor).toMatch(/^VPC atoll-eu-west-1 cannot be synced/);
    expect(status.waitingSince).toBe('2026-11-30T09:00:00Z');
  });

  it('asks for a person when a stage takes longer than it may', () => {
    const late = { ...waitingStage, ready: { status: 'Unknown', since: '2026-11-30T11:49:00Z' } } as const;

    expect(decide({ controlStages: fresh([late]) }).nextAction).toMatch(/kubectl describe kustomization/);
  });

  it('stands on its rung since it came there, and waits since it began to wait', () => {
    const first = decide({ smoke: [] });
    const second = decide({ smoke: [] }, first, LATER);

    expect(first).toMatchObject({ phaseSince: AT, waitingSince: AT });
    expect(second).toStrictEqual(first);
    expect(decide({}, second, LATER)).toMatchObject({ phase: 'Ready', phaseSince: '2026-11-30T12:00:50Z' });
  });

  it('that was just asked for stands on Requested since then', () => {
    expect(decide({ managed: fresh([]) }).phaseSince).toBe(readyFacts.requestedAt);
  });

  it('gives the same status again for the same facts', () => {
    const status = decide({});

    expect(decide({}, status, LATER)).toStrictEqual(status);
  });

  it.each<[string, Partial<RegionFacts>]>([
    ['managed resources', { managed: STALE }],
    ['stages', { controlStages: STALE, regionStages: STALE }],
    [
      'a word of its agent',
      { agent: { half: 'region', lastSeen: '2026-11-30T11:00:00Z', intervalSeconds: 60 } },
    ],
    ['smoke results that are known', { smoke: judgeSmoke({}, NOW) }],
  ])('that was Ready stays so without %s, as Unknown, and is no deployment target', (_what, change) => {
    const ready = decide({});
    const status = decide(change, ready, LATER);

    expect(status.phase).toBe('Ready');
    expect(status.phaseSince).toBe(ready.phaseSince);
    expect(readyOf(status)).toBe('Unknown');
    expect(status.waitingFor).toBeDefined();
    expect(isDeploymentTarget(status)).toBe(false);
  });

  it('that was not Ready does not become so by stale readings', () => {
    const status = decide({ regionStages: STALE }, decide({ smoke: [] }), LATER);

    expect(status.phase).toBe('Smoke');
    expect(decide({ regionStages: STALE }).phase).toBe('Provisioning');
    expect(isDeploymentTarget(status)).toBe(false);
  });

  it('that was Ready falls by fresh facts, and never below Provisioning', () => {
    const ready = decide({});

    expect(decide({ smoke: judgeSmoke(toReadings({ ...goodSmokeFacts, keys: [] }), NOW) }, ready).phase).toBe(
      'Smoke',
    );
    expect(decide({ managed: fresh([denied]) }, ready)).toMatchObject({
      phase: 'Provisioning',
      waitingFor: expect.stringMatching(/^VPC atoll-eu-west-1 cannot be synced/) as string,
    });
    expect(decide({ controlStages: fresh(controlStages.slice(1)) }, ready).phase).not.toBe('Requested');
  });

  it('is Ready without what clusters cannot see by themselves, and says that it is unknown', () => {
    const { quotas: _unseen, ...seen } = goodSmokeFacts;
    const status = decide({ smoke: judgeSmoke(toReadings(seen), NOW) });

    expect(isDeploymentTarget(status)).toBe(true);
    expect(status.smoke?.find(({ id }) => id === 'quota-headroom')).toMatchObject({
      passed: false,
      result: 'unknown',
      message: 'quotas is not observed yet',
    });
  });

  it('never is a deployment target while anything is stale, failed or silent, whatever it was before', () => {
    const reading = fc.constantFrom<'good' | 'stale' | 'bad'>('good', 'stale', 'bad');
    const inputs = fc.record({
      managed: reading,
      stages: reading,
      smoke: reading,
      previous: fc.constantFrom(...regionPhases),
    });
    fc.assert(
      fc.property(inputs, ({ previous, ...states }) => {
        const status = decide(
          {
            managed: { good: readyFacts.managed, stale: STALE, bad: fresh([denied]) }[states.managed],
            regionStages: { good: readyFacts.regionStages, stale: STALE, bad: fresh([]) }[states.stages],
            smoke: { good: readyFacts.smoke, stale: judgeSmoke({}, NOW), bad: [] }[states.smoke],
          },
          { phase: previous, phaseSince: AT },
        );
        const isGood = Object.values(states).every((state) => state === 'good');

        expect(isDeploymentTarget(status)).toBe(isGood);
        expect(status.waitingFor === undefined).toBe(isGood);
        const isBad = Object.values(states).includes('bad');
        if (!isBad) {
          expect(regionPhases.indexOf(status.phase ?? 'Requested')).toBeGreaterThanOrEqual(
            regionPhases.indexOf(previous),
          );
        }
      }),
    );
  });
});
