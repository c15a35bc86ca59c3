import type { RegionStatus } from '@atoll/agent-model';
import { type FleetRow, toFleetRow } from '@atoll/region-status';
import { toPrintable } from '../printable.ts';

/** How often an agent gives its word on a region, in seconds; libs/agent-run schedules it. */
export const HEARTBEAT_SECONDS = 30;

/** A span in which nothing is published for a region, and only what is safe is healed. */
export interface FrozenSpan {
  readonly name: string;
  /** RFC 3339. */
  readonly until: string;
  readonly reason: string;
}

/** One region on the screen that answers "is anything wrong anywhere?". */
export interface FleetEntry {
  readonly region: string;
  /** `unknown` where nobody said it. */
  readonly phase: 'Requested' | 'Bootstrapped' | 'Provisioning' | 'Smoke' | 'Ready' | 'unknown';
  readonly ready: 'yes' | 'no' | 'unknown';
  /** How the agents are heard: the worst of both halves. `never`: the clusters that were asked have no word of one. */
  readonly heard: 'heard' | 'late' | 'silent' | 'never' | 'ahead';
  /** Age of the last word; absent where there is none. */
  readonly lastWordSeconds?: number;
  /** Commit that the agent in the region compares with. */
  readonly revision?: string;
  /** Objects that are not as in Git; absent when it is not known now, never 0 for it. */
  readonly drifted?: number;
  /** Objects of which nobody knows. */
  readonly unknown?: number;
  /** Absent: nothing is frozen now, or there is no config repository here. */
  readonly frozen?: FrozenSpan;
  /** False where `regions/` does not have it; absent where there is no config repository here. */
  readonly isConfigured?: boolean;
  /** Whether somebody should look: anything that is not known to be well. */
  readonly needsLook: boolean;
  /** What to do first; empty where nothing is wrong. */
  readonly nextAction: string;
}

/** What is known of a region. */
export interface KnownRegion {
  readonly region: string;
  /** Undefined: no cluster that was asked knows the region. */
  readonly status: RegionStatus | undefined;
  readonly frozen: FrozenSpan | undefined;
  /** Undefined: there is no config repository here. */
  readonly isConfigured: boolean | undefined;
}

/** Gives the entry of a region. */
export function toFleetEntry(known: KnownRegion, now: Date): FleetEntry {
  const { region, status, frozen, isConfigured } = known;
  const extra = {
    ...(frozen === undefined ? {} : { frozen }),
    ...(isConfigured === undefined ? {} : { isConfigured }),
  };
  if (status === undefined) {
    const nextAction =
      'no cluster that was asked knows it: publish it, or add its control cluster with --context';
    return {
      region,
      phase: 'unknown',
      ready: 'unknown',
      heard: 'never',
      ...extra,
      needsLook: true,
      nextAction,
    };
  }
  const row = toFleetRow({ region, status, intervalSeconds: HEARTBEAT_SECONDS }, now);
  const nextAction = toPrintable(explainNext(row, status, isConfigured));
  return {
    region,
    phase: row.phase,
    ready: row.ready,
    heard: row.silence.state,
    ...(row.silence.ageSeconds === undefined ? {} : { lastWordSeconds: row.silence.ageSeconds }),
    ...(row.revision === undefined ? {} : { revision: toPrintable(row.revision) }),
    ...(row.drifted === undefined ? {} : { drifted: row.drifted }),
    ...(row.unknown === undefined ? {} : { unknown: row.unknown }),
    ...extra,
    needsLook: nextAction !== '',
    nextAction,
  };
}

/** The first that helps: without an agent's word nothing else is known. */
function explainNext(row: FleetRow, status: RegionStatus, isConfigured: boolean | undefined): string {
  const { region, silence, note, ready, drifted = 0, unknown = 0 } = row;
  if (silence.state === 'never')
    return `${note}: add the cluster that it reports to with --context, or see kubectl -n atoll-system logs deployment/atoll-agent`;
  if (silence.state === 'silent' || silence.state === 'ahead')
    return `${note}: see kubectl -n atoll-system logs deployment/atoll-agent`;
  if (status.waitingFor !== undefined)
    return `waits for ${status.waitingFor}: ${status.nextAction ?? `see atoll region status ${region}`}`;
  if (drifted > 0) return `atoll drift list --region ${region}`;
  if (unknown > 0)
    return `what cannot be seen says /readyz of the agent, and atoll drift list --region ${region}`;
  if (ready !== 'yes') return `atoll region status ${region}`;
  return isConfigured === false
    ? `regions/ has no ${region}: is it left behind? atoll region decommission`
    : '';
}
