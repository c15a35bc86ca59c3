import { setTimeout as pause } from 'node:timers/promises';
import type { RunningCluster } from '@atoll/cluster';
import { type FaultProxy, startFaultProxy } from '@atoll/cluster/testing';
import { expect } from 'vitest';
import { type GuardedRegion, type Manifest, setUpRegion } from './guarded-region.ts';
import { type ProcessFigures, readProcessFigures } from './process-figures.ts';
import { edit, type ListedRecord, listRecords } from './read-guarded-region.ts';
import { type AgentProcess, startAgentProcess } from './start-agent-process.ts';
import { writeUserKubeconfig } from './write-user-kubeconfig.ts';

const WAIT = { timeout: 120_000, interval: 100 };
const MAPS = 60;
const GIT_VALUE = 'of git';
/** Between two writes, and between two resets of every connection. */
const WRITE_MS = 100;
const [SHORTEST_MS, LONGEST_MS] = [5_000, 30_000];
const MS_PER_MINUTE = 60_000;

/** How long, and by which numbers faults and writes are chosen. */
export interface SoakOptions {
  readonly minutes: number;
  readonly seed: number;
}

/** What came of a soak: everything that was written has been told by then. */
export interface SoakResult {
  readonly resets: number;
  readonly writes: number;
  /** Of the agent's process, every second. */
  readonly samples: readonly ProcessFigures[];
  /** Counts of the agent's watches by what and why. */
  readonly counts: readonly string[];
  /** Records in which the same thing is told twice. */
  readonly doubled: readonly string[];
}

/**
 * Runs an agent over a wire that is reset again and again, while objects drift and are put right, and waits until its
 * records say what is there.
 */
export async function soakAgent(
  cluster: RunningCluster,
  { minutes, seed }: SoakOptions,
): Promise<SoakResult> {
  const region = await setUpRegion(cluster, { name: `soak-${seed}` });
  await region.publish(listNames().map((name) => toMap(region, name)));
  const proxy = await startFaultProxy(cluster.url);
  const kubeconfig = await writeUserKubeconfig(cluster, { user: region.name, url: proxy.url });
  const words = { ATOLL_KUBECONFIG: kubeconfig };
  const agent = await startAgentProcess(region, { identity: 'agent-0', words });
  try {
    await expect.poll(agent.readReadiness, WAIT).toBe('ready');
    await expect.poll(() => agent.isLeader(), WAIT).toBe(true);
    const until = performance.now() + minutes * MS_PER_MINUTE;
    const truth = new Map<string, string | undefined>();
    const samples: ProcessFigures[] = [];
    const [writes, resets] = await Promise.all([
      write(cluster, region, { truth, until, random: createRandom(seed) }),
      cut(proxy, { until, random: createRandom(seed + 1) }),
      sample(agent, { samples, until }),
    ]);
    await expect.poll(() => readRecords(cluster, region), WAIT).toStrictEqual(toExpected(truth));
    const records = await listRecords(region, cluster);
    return {
      resets,
      writes,
      samples,
      counts: await listCounts(agent),
      doubled: records.flatMap(listDoubles),
    };
  } finally {
    await agent.kill();
    await proxy.stop();
    region.dispose();
  }
}

interface Course {
  readonly random: () => number;
  /** On the clock of `performance.now()`. */
  readonly until: number;
}

/** Some drift, some are put right, a few are gone for good. */
async function write(
  cluster: RunningCluster,
  { namespace }: GuardedRegion,
  { random, until, truth }: Course & { readonly truth: Map<string, string | undefined> },
): Promise<number> {
  let turn = 0;
  for (; performance.now() < until; turn += 1) {
    const name = `map-${Math.floor(random() * MAPS)}`;
    const path = `/api/v1/namespaces/${namespace}/configmaps/${name}`;
    const isGone = truth.has(name) && truth.get(name) === undefined;
    if (!isGone && random() < 0.01) {
      await cluster.request('DELETE', path);
      truth.set(name, undefined);
    } else if (!isGone) {
      const value = random() < 0.3 ? GIT_VALUE : `by hand ${turn}`;
      await edit(cluster, path, { body: { data: { value } }, manager: 'kubectl-edit' });
      truth.set(name, value);
    }
    await pause(WRITE_MS);
  }
  return turn;
}

async function cut(proxy: FaultProxy, { random, until }: Course): Promise<number> {
  for (let resets = 0; ; resets += 1) {
    const rest = until - performance.now();
    await pause(Math.min(rest, SHORTEST_MS + random() * (LONGEST_MS - SHORTEST_MS)));
    if (performance.now() >= until) return resets;
    proxy.cut();
  }
}

async function sample(
  { pid }: AgentProcess,
  { samples, until }: { readonly samples: ProcessFigures[]; readonly until: number },
): Promise<void> {
  while (performance.now() < until) {
    await pause(1_000);
    samples.push(readProcessFigures(pid));
  }
}

/** Class and value by name, of the objects that are not as in Git. */
async function readRecords(
  cluster: RunningCluster,
  region: GuardedRegion,
): Promise<Readonly<Record<string, string>>> {
  const records = await listRecords(region, cluster);
  const drifted = records.filter(({ status }) => status?.class !== 'InSync');
  return Object.fromEntries(
    drifted
      .map(({ spec, status }) => [
        spec.object.name,
        `${status?.class} ${status?.changes?.[0]?.is.json ?? ''}`.trim(),
      ])
      .sort(),
  );
}

function toExpected(truth: ReadonlyMap<string, string | undefined>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...truth]
      .filter(([, value]) => value !== GIT_VALUE)
      .map(([name, value]) => [name, value === undefined ? 'Missing' : `Modified ${JSON.stringify(value)}`])
      .sort(),
  );
}

async function listCounts(agent: AgentProcess): Promise<readonly string[]> {
  const lines = (await agent.readMetrics()).split('\n');
  return lines.filter((line) => line.startsWith('atoll_watch_counts_total{') && !line.includes('"bytes"'));
}

function listDoubles({ metadata, status }: ListedRecord): readonly string[] {
  const told = (status?.history ?? []).map(({ event, detail }) => `${event} ${detail}`);
  return told.filter((entry, at) => entry === told[at - 1]).map((entry) => `${metadata.name}: ${entry}`);
}

function listNames(): readonly string[] {
  return Array.from({ length: MAPS }, (_, index) => `map-${index}`);
}

function toMap({ namespace }: GuardedRegion, name: string): Manifest {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace }, data: { value: GIT_VALUE } };
}

/** mulberry32: small, seeded, good enough to choose faults. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
