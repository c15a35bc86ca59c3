import { AppError, type Problem } from '@atoll/core';
import type { RegionStatus } from '@atoll/agent-model';
import type { ClusterOptions } from '../cluster/cluster-options.ts';
import { openConnection } from '../cluster/open-connection.ts';
import { listClusterRegions } from './cluster-regions.ts';
import { type FleetEntry, toFleetEntry } from './fleet-entry.ts';
import { mergeStatuses } from './merge-statuses.ts';
import { readConfigured } from './read-configured.ts';

/** A cluster that was asked. */
export interface AskedCluster {
  /** Name of the context, or `(current)`. */
  readonly context: string;
  /** Regions that it knows. */
  readonly regions: number;
  /** Why it could not be read; absent: it was. */
  readonly failure?: string;
}

/** Everything on the screen that answers "is anything wrong anywhere?". */
export interface FleetReport {
  /** RFC 3339. */
  readonly at: string;
  readonly clusters: readonly AskedCluster[];
  /** By name: those of `regions/`, and those that a cluster knows. */
  readonly regions: readonly FleetEntry[];
  /** Regions that somebody should look at. */
  readonly needLook: number;
  /** What is wrong with freezes. */
  readonly problems: readonly Problem[];
}

/** Which clusters are asked, and what the config repository is. */
export interface FleetQuestion {
  readonly root: string;
  readonly kubeconfig: string | undefined;
  /** Empty: the current context alone. */
  readonly contexts: readonly string[];
  readonly now: Date;
}

/**
 * Reads the fleet from its clusters, all at once; one that cannot be read is said, and its regions are unknown.
 *
 * @throws the first failure where no cluster could be read: ClusterError, KubeError
 */
export async function readFleet({ root, kubeconfig, contexts, now }: FleetQuestion): Promise<FleetReport> {
  const asked: readonly ClusterOptions[] = (contexts.length === 0 ? [undefined] : contexts).map(
    (context) => ({
      ...(kubeconfig === undefined ? {} : { kubeconfig }),
      ...(context === undefined ? {} : { context }),
    }),
  );
  const [configured, ...answers] = await Promise.all([readConfigured(root, now), ...asked.map(readCluster)]);
  const failures = answers.flatMap(({ failure }) => failure ?? []);
  if (failures.length === answers.length) throw failures[0] ?? new Error('no cluster was asked');
  const statuses = collectStatuses(answers);
  const names = new Set([...(configured.regions ?? []), ...statuses.keys()]);
  const entries = [...names].sort().map((region) => {
    const known = statuses.get(region);
    return toFleetEntry(
      {
        region,
        status: known === undefined ? undefined : mergeStatuses(known),
        frozen: configured.frozen.get(region),
        isConfigured: configured.regions?.includes(region),
      },
      now,
    );
  });
  return {
    at: now.toISOString(),
    clusters: answers.map(({ context, regions, failure }) => ({
      context,
      regions: regions.length,
      ...(failure === undefined ? {} : { failure: failure.message }),
    })),
    regions: entries,
    needLook: entries.filter(({ needsLook }) => needsLook).length,
    problems: configured.problems,
  };
}

interface ClusterAnswer {
  readonly context: string;
  readonly regions: Awaited<ReturnType<typeof listClusterRegions>>;
  readonly failure?: AppError;
}

async function readCluster(options: ClusterOptions): Promise<ClusterAnswer> {
  const context = options.context ?? '(current)';
  try {
    const connection = openConnection(options);
    const regions = await listClusterRegions(connection).finally(() => connection.close());
    return { context, regions };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { context, regions: [], failure: error };
  }
}

function collectStatuses(answers: readonly ClusterAnswer[]): ReadonlyMap<string, readonly RegionStatus[]> {
  const statuses = new Map<string, RegionStatus[]>();
  for (const { metadata, status = {} } of answers.flatMap(({ regions }) => regions))
    statuses.set(metadata.name, [...(statuses.get(metadata.name) ?? []), status]);
  return statuses;
}
