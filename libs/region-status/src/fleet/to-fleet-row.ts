import type { RegionPhase, RegionStatus } from '@atoll/agent-model';
import { isDeploymentTarget } from '../ladder/is-deployment-target.ts';
import { describeSilence, type Silence } from './describe-silence.ts';

/** One region on the screen that answers "is anything wrong anywhere?". */
export interface FleetRow {
  readonly region: string;
  readonly phase: RegionPhase | 'unknown';
  readonly ready: 'yes' | 'no' | 'unknown';
  /** Commit that the agent in the region compares with. */
  readonly revision?: string;
  /** Absent when it is not known now; never 0 for it. */
  readonly drifted?: number;
  readonly unknown?: number;
  /** The worst of the agents that should be heard. */
  readonly silence: Silence;
  /** What to look at first; empty when nothing is wrong. */
  readonly note: string;
}

/** What a row is made of. */
export interface FleetInput {
  readonly region: string;
  readonly status: RegionStatus;
  /** How often agents promise to be heard. */
  readonly intervalSeconds: number;
}

const ORDER: readonly Silence['state'][] = ['heard', 'late', 'ahead', 'silent', 'never'];

/** Gives the row of a region. An agent that is silent makes everything that it said unknown. */
export function toFleetRow({ region, status, intervalSeconds }: FleetInput, now: Date): FleetRow {
  const { silence, note } = findWorstSilence(status, now, intervalSeconds);
  const isHeard = silence.state === 'heard' || silence.state === 'late';
  const revision = status.agents?.find((agent) => agent.half === 'region')?.revision;
  return {
    region,
    phase: status.phase ?? 'unknown',
    ready: isHeard || status.phase !== 'Ready' ? decideReady(status) : 'unknown',
    ...(revision === undefined ? {} : { revision }),
    ...(isHeard ? toCounts(status) : {}),
    silence,
    note: silence.state === 'heard' ? noteOf(status) : note,
  };
}

function findWorstSilence(status: RegionStatus, now: Date, intervalSeconds: number): Worst {
  const [control, region] = (['control-plane', 'region'] as const).map((half) => {
    const agent = status.agents?.find((candidate) => candidate.half === half);
    const silence = describeSilence(agent?.lastSeen, now, intervalSeconds);
    return { silence, note: `agent of half ${half}: ${silence.message}` };
  }) as [Worst, Worst];
  return compareSilence(control.silence, region.silence) > 0 ? control : region;
}

interface Worst {
  readonly silence: Silence;
  readonly note: string;
}

function toCounts({ drifted, unknown }: RegionStatus): Pick<FleetRow, 'drifted' | 'unknown'> {
  return { ...(drifted === undefined ? {} : { drifted }), ...(unknown === undefined ? {} : { unknown }) };
}

function compareSilence(a: Silence, b: Silence): number {
  return ORDER.indexOf(a.state) - ORDER.indexOf(b.state) || (a.ageSeconds ?? 0) - (b.ageSeconds ?? 0);
}

function decideReady(status: RegionStatus): FleetRow['ready'] {
  if (isDeploymentTarget(status)) return 'yes';
  const ready = status.conditions?.find(({ type }) => type === 'Ready');
  return ready?.status === 'False' ? 'no' : 'unknown';
}

function noteOf({ drifted = 0, unknown = 0, waitingFor }: RegionStatus): string {
  if (waitingFor !== undefined) return `waits for ${waitingFor}`;
  if (drifted > 0) return `${drifted} drifted`;
  return unknown > 0 ? `${unknown} unknown` : '';
}
