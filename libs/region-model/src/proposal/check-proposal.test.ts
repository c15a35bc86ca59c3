import type { RegionConfig } from '@atoll/region-config';
import { describe, expect, it } from 'vitest';
import { checkProposal, type ProposalContext } from './check-proposal.ts';
import { proposableFields } from './proposable-fields.ts';

/** A Sunday, 03:30: inside the window of the region below. */
const IN_WINDOW = new Date('2026-11-22T03:30:00Z');
/** A Saturday. */
const OUTSIDE = new Date('2026-11-21T12:00:00Z');

interface Values {
  readonly max?: number;
  readonly size?: string;
  readonly maxGib?: number;
  readonly cidr?: string;
  readonly ceilings?: object | null;
}

function toRegion({
  max,
  size = 'large',
  maxGib = 4000,
  cidr = '10.0.0.0/16',
  ceilings,
}: Values): RegionConfig {
  const autoscaling = {
    delivery: 'commit',
    ceilings: ceilings ?? { nodesMax: 20, databaseSize: 'xlarge', storageMaxGib: 8000 },
  };
  const region = {
    apiVersion: 'config.atoll.dev/v1alpha1',
    kind: 'Region',
    metadata: { name: 'eu-1' },
    spec: {
      cloud: 'aws',
      network: { cidr },
      compute: {
        nodes: { sizes: ['8x32', '16x64'], ...(max === undefined ? {} : { max }) },
        expected: { instances: 30, cpu: 1, memoryGib: 2.5 },
      },
      persistence: { size, storage: { initialGib: 400, maxGib } },
      maintenance: { window: { day: 'sun', start: '03:00', minutes: 60 } },
      ...(ceilings === null ? {} : { autoscaling }),
    },
  };
  return region as unknown as RegionConfig;
}

interface Trial {
  readonly base?: Values;
  readonly proposed: Values;
  readonly current?: Values;
  readonly context?: Partial<ProposalContext>;
}

function check({ base = { max: 10 }, proposed, current = base, context = {} }: Trial) {
  const region = toRegion(current);
  return checkProposal(
    {
      file: 'region.yaml',
      base: toRegion(base),
      proposed: toRegion({ ...base, ...proposed }),
      current: region,
    },
    { region, delivery: 'commit', agent: 'region', at: IN_WINDOW, ...context },
  );
}

function checkFacts(from: object, to: object, context: Partial<ProposalContext> = {}) {
  const toFile = (aws: object) => ({ kind: 'Observed', metadata: { name: 'eu-1' }, spec: { aws } });
  return checkProposal(
    { file: 'observed.yaml', base: toFile(from), proposed: toFile(to), current: toFile(from) },
    { region: toRegion({}), delivery: undefined, agent: 'control-plane', at: OUTSIDE, ...context },
  );
}

describe('checkProposal', () => {
  it('merges what is raised up to its ceiling', () => {
    expect(check({ proposed: { max: 20 } })).toStrictEqual({
      kind: 'merge',
      changes: [{ path: 'spec.compute.nodes.max', from: 10, to: 20 }],
    });
    expect(check({ proposed: { size: 'xlarge', maxGib: 8000 } })).toMatchObject({ kind: 'merge' });
  });

  it.each([
    ['nodes', { max: 21 }, 'spec.autoscaling.ceilings.nodesMax: 20'],
    ['database', { size: '2xlarge' }, 'spec.autoscaling.ceilings.databaseSize: "xlarge"'],
    ['storage', { maxGib: 8001 }, 'spec.autoscaling.ceilings.storageMaxGib: 8000'],
  ])('refuses %s above the ceiling', (_, proposed, ceiling) => {
    expect(check({ proposed })).toMatchObject({
      kind: 'refuse',
      code: 'ERR_PROPOSAL_CEILING',
      message: expect.stringContaining(ceiling),
    });
  });

  it('takes the ceilings from main, not from the proposal', () => {
    const verdict = check({ proposed: { max: 21, ceilings: { nodesMax: 500 } } });

    expect(verdict).toMatchObject({ kind: 'refuse', code: 'ERR_PROPOSAL_FIELD' });
  });

  it('leaves to a person what has no ceiling', () => {
    expect(check({ base: { max: 10, ceilings: null }, proposed: { max: 11 } })).toStrictEqual({
      kind: 'wait',
      changes: [{ path: 'spec.compute.nodes.max', from: 10, to: 11 }],
      message: 'spec.compute.nodes.max has no ceiling in spec.autoscaling, so a person decides',
    });
  });

  it('leaves lowering to a person, and refuses it where it means nothing', () => {
    expect(check({ proposed: { max: 9 } })).toMatchObject({ kind: 'wait' });
    expect(check({ proposed: { size: 'medium' } })).toMatchObject({ kind: 'wait' });
    expect(check({ proposed: { maxGib: 3999 } })).toMatchObject({
      kind: 'refuse',
      code: 'ERR_PROPOSAL_DIRECTION',
    });
  });

  it('compares with the computed limit where none is configured', () => {
    expect(check({ base: {}, proposed: { max: 6 } })).toMatchObject({ kind: 'merge' });
    expect(check({ base: {}, proposed: { max: 4 } })).toMatchObject({ kind: 'wait' });
  });

  it('refuses every other field, alone or beside an allowed one', () => {
    expect(check({ proposed: { cidr: '10.1.0.0/16' } })).toMatchObject({ code: 'ERR_PROPOSAL_FIELD' });
    expect(check({ proposed: { max: 11, cidr: '10.1.0.0/16' } })).toMatchObject({
      code: 'ERR_PROPOSAL_FIELD',
    });
  });

  it('refuses what the agent decided from a value that no longer stands', () => {
    expect(check({ base: { max: 10 }, proposed: { max: 12 }, current: { max: 11 } })).toMatchObject({
      kind: 'refuse',
      code: 'ERR_PROPOSAL_STALE',
      message: expect.stringContaining('is 11 by now, and the agent saw 10'),
    });
    expect(check({ base: {}, proposed: { max: 12 }, current: { max: 12 } })).toMatchObject({
      code: 'ERR_PROPOSAL_STALE',
    });
  });

  it('merges although another field has changed meanwhile', () => {
    const trial = { base: { max: 10 }, proposed: { max: 12 }, current: { max: 10, size: 'xlarge' } };

    expect(check(trial)).toStrictEqual({
      kind: 'merge',
      changes: [{ path: 'spec.compute.nodes.max', from: 10, to: 12 }],
    });
  });

  it.each(['propose', 'Commit', ''])('leaves a delivery of %j to a person', (delivery) => {
    expect(check({ proposed: { max: 11 }, context: { delivery } })).toMatchObject({ kind: 'wait' });
  });

  it('leaves everything to a person where the region says so', () => {
    const region = toRegion({ max: 10 });
    const asked = { ...region.spec.autoscaling, delivery: 'branch' as const };
    const spec = { ...region.spec, autoscaling: asked } as RegionConfig['spec'];

    const verdict = check({ proposed: { max: 11 }, context: { region: { ...region, spec } } });

    expect(verdict).toMatchObject({ kind: 'wait', message: 'spec.autoscaling.delivery is branch' });
  });

  it('keeps what interrupts the database for the window', () => {
    expect(check({ proposed: { size: 'xlarge' }, context: { at: OUTSIDE } })).toMatchObject({
      kind: 'defer',
      until: new Date('2026-11-22T03:00:00Z'),
    });
    expect(check({ proposed: { max: 11 }, context: { at: OUTSIDE } })).toMatchObject({ kind: 'merge' });
  });

  it('refuses a proposal that changes nothing, and one of the wrong agent', () => {
    expect(check({ proposed: {} })).toMatchObject({ code: 'ERR_PROPOSAL_EMPTY' });
    expect(check({ proposed: { max: 11 }, context: { agent: 'control-plane' } })).toMatchObject({
      code: 'ERR_PROPOSAL_FIELD',
    });
    expect(check({ proposed: { max: 11 }, context: { agent: undefined } })).toMatchObject({
      code: 'ERR_PROPOSAL_FIELD',
    });
  });

  it('sets facts of the cloud once, and follows those that live on', () => {
    expect(checkFacts({}, { vpcId: 'vpc-1', nameServers: ['a', 'b'] })).toMatchObject({ kind: 'merge' });
    expect(
      checkFacts({ database: { allocatedGib: 400 } }, { database: { allocatedGib: 500 } }),
    ).toMatchObject({ kind: 'merge' });
    expect(checkFacts({ oidcIssuer: 'https://a' }, { oidcIssuer: 'https://evil' })).toMatchObject({
      kind: 'wait',
    });
    expect(checkFacts({ vpcId: 'vpc-1' }, {})).toMatchObject({ code: 'ERR_PROPOSAL_DIRECTION' });
    expect(checkFacts({}, { vpcId: 'vpc-1' }, { agent: 'region' })).toMatchObject({
      code: 'ERR_PROPOSAL_FIELD',
    });
  });
});

describe('proposableFields', () => {
  it('say why, and never name the ceilings themselves', () => {
    expect(proposableFields.filter(({ reason }) => reason.length < 40)).toStrictEqual([]);
    expect(proposableFields.filter(({ path }) => path.startsWith('spec.autoscaling'))).toStrictEqual([]);
  });
});
