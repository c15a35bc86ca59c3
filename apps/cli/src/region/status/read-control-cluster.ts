import type { LiveObject, RenderedObject } from '@atoll/cloud';
import { KubeError, type KubeConnection, listCollection } from '@atoll/kube';
import type { ManagedFact, Reading, StageFact } from '@atoll/region-status';
import { type ClusterRegion, REGIONS_PATH } from '../../fleet/cluster-regions.ts';
import { findCondition } from './find-condition.ts';
import type { RegionPlan } from './region-plan.ts';
import { toStageFact } from './to-stage-fact.ts';

/** What the control cluster tells of a region. */
export interface ControlReading {
  /** Undefined: it does not know the region. */
  readonly known: ClusterRegion | undefined;
  readonly stages: Reading<readonly StageFact[]>;
  readonly managed: Reading<readonly ManagedFact[]>;
  /** The managed resources as they stand; those that were read. */
  readonly objects: readonly LiveObject[];
}

/**
 * Reads what the control cluster tells of a region; a part that cannot be read is stale.
 *
 * @throws KubeError when the cluster does not answer at all
 */
export async function readControlCluster(
  connection: KubeConnection,
  plan: RegionPlan,
): Promise<ControlReading> {
  const known = await readClusterRegion(connection, plan.region.name);
  const [stages, objects] = await Promise.all([
    readStages(connection, plan, 'control-plane'),
    takeReading(() => listManaged(connection, plan)),
  ]);
  const live = objects.state === 'fresh' ? objects.value : [];
  return {
    known,
    stages,
    managed: objects.state === 'fresh' ? { state: 'fresh', value: toManagedFacts(plan, live) } : objects,
    objects: live,
  };
}

/**
 * Gives a Region as a cluster has it; undefined where it knows no such region, or no Regions at all.
 *
 * @throws KubeError any other code
 */
export async function readClusterRegion(
  connection: KubeConnection,
  name: string,
): Promise<ClusterRegion | undefined> {
  try {
    const { body } = await connection.request({
      method: 'GET',
      path: `${REGIONS_PATH}/${encodeURIComponent(name)}`,
    });
    return body as ClusterRegion;
  } catch (error) {
    if (error instanceof KubeError && error.status === 404) return undefined;
    throw error;
  }
}

/** Reads the stages of a half in the cluster that applies them. */
export function readStages(
  connection: KubeConnection,
  plan: RegionPlan,
  half: StageFact['half'],
): Promise<Reading<readonly StageFact[]>> {
  const rendered = plan.stages.filter((stage) => stage.half === half).map(({ object }) => object);
  const [first] = rendered;
  if (first === undefined) return Promise.resolve({ state: 'fresh', value: [] });
  return takeReading(async () => {
    const path = `/apis/${first.apiVersion}/namespaces/${first.metadata.namespace ?? ''}/kustomizations`;
    const live = new Map(
      (await listIfServed(connection, path)).map((object) => [object.metadata.name, object]),
    );
    return rendered.map((object) => toStageFact(half, object, live.get(object.metadata.name)));
  });
}

/** Takes what was read, or why it could not be. */
export async function takeReading<Value>(read: () => Promise<Value>): Promise<Reading<Value>> {
  try {
    return { state: 'fresh', value: await read() };
  } catch (error) {
    if (error instanceof KubeError) return { state: 'stale', why: error.message.replace(/\.$/, '') };
    throw error;
  }
}

async function listManaged(connection: KubeConnection, plan: RegionPlan): Promise<readonly LiveObject[]> {
  const kinds = plan.cloud.schemaSets.flatMap((set) => set.kinds);
  const paths = new Set(
    plan.managed.flatMap(({ object }) => {
      const kind = kinds.find((each) => each.kind === object.kind && each.apiVersion === object.apiVersion);
      return kind === undefined ? [] : [toPath(kind, plan.region.namespace)];
    }),
  );
  const lists = await Promise.all([...paths].map((path) => listIfServed(connection, path)));
  return lists.flat() as unknown as readonly LiveObject[];
}

function toPath({ apiVersion, plural }: { apiVersion: string; plural: string }, namespace: string): string {
  return `/apis/${apiVersion}/namespaces/${namespace}/${plural}`;
}

/** A kind whose CRD is not there yet has no objects: its provider is still to come. */
async function listIfServed(connection: KubeConnection, path: string): ReturnType<typeof listCollection> {
  try {
    return await listCollection(connection, path);
  } catch (error) {
    if (error instanceof KubeError && error.status === 404) return [];
    throw error;
  }
}

function toManagedFacts({ managed }: RegionPlan, live: readonly LiveObject[]): readonly ManagedFact[] {
  const found = new Map(live.map((object) => [keyOf(object), object]));
  return managed.map(({ layer, object }) => {
    const own = found.get(keyOf(object));
    const [synced, ready] = [findCondition(own, 'Synced'), findCondition(own, 'Ready')];
    return {
      kind: object.kind,
      name: object.metadata.name,
      layer,
      ...(synced === undefined ? {} : { synced }),
      ...(ready === undefined ? {} : { ready }),
    };
  });
}

function keyOf({ apiVersion, kind, metadata }: RenderedObject): string {
  return `${apiVersion}/${kind}/${metadata.name}`;
}
