import { type KubeConnection, type KubeObject, listCollection } from '@atoll/kube';
import type { Reading, SmokeFacts, SmokeReading, StageFact } from '@atoll/region-status';
import type { ClusterRegion } from '../../fleet/cluster-regions.ts';
import { findCondition } from './find-condition.ts';
import { readClusterRegion, readStages, takeReading } from './read-control-cluster.ts';
import type { RegionPlan } from './region-plan.ts';
import { toMemoryGib } from './to-memory-gib.ts';

/** Facts that the region's own cluster tells. */
export type OwnSmoke = Pick<SmokeFacts, 'nodes' | 'storageClasses' | 'imagePulls' | 'lastKubernetesBackup'>;

/** What the region's own cluster tells of it. */
export interface OwnReading {
  readonly known: ClusterRegion | undefined;
  readonly stages: Reading<readonly StageFact[]>;
  readonly smoke: { readonly [Name in keyof OwnSmoke]: SmokeReading<OwnSmoke[Name]> };
}

const DEFAULT_CLASS = 'storageclass.kubernetes.io/is-default-class';
const ZONE = 'topology.kubernetes.io/zone';

/** Why a container waits for its image. */
const NOT_PULLED: ReadonlySet<string> = new Set(['ErrImagePull', 'ImagePullBackOff', 'InvalidImageName']);

/**
 * Reads what the region's own cluster tells of it; a part that cannot be read is stale, or unknown.
 *
 * @throws KubeError when the cluster does not answer at all
 */
export async function readOwnCluster(connection: KubeConnection, plan: RegionPlan): Promise<OwnReading> {
  const known = await readClusterRegion(connection, plan.region.name);
  const [stages, nodes, storageClasses, imagePulls, lastKubernetesBackup] = await Promise.all([
    readStages(connection, plan, 'region'),
    read(connection, '/api/v1/nodes', (objects) => objects.filter(isReady).map(toNode)),
    read(connection, '/apis/storage.k8s.io/v1/storageclasses', (objects) => objects.map(toStorageClass)),
    readPulls(connection),
    readBackup(connection),
  ]);
  return { known, stages, smoke: { nodes, storageClasses, imagePulls, lastKubernetesBackup } };
}

async function read<Value>(
  connection: KubeConnection,
  path: string,
  convert: (objects: readonly KubeObject[]) => Value,
): Promise<SmokeReading<Value>> {
  const reading = await takeReading(() => listCollection(connection, path));
  return reading.state === 'fresh'
    ? { state: 'known', value: convert(reading.value) }
    : { state: 'unknown', why: reading.why };
}

/** Where no container has been started, nothing tells that an image can be pulled. */
async function readPulls(connection: KubeConnection): Promise<SmokeReading<OwnSmoke['imagePulls']>> {
  const pulls = await read(connection, '/api/v1/pods', (objects) => objects.flatMap(listPulls));
  return pulls.state === 'known' && pulls.value.length === 0
    ? { state: 'unknown', why: 'no container was started in the cluster yet' }
    : pulls;
}

async function readBackup(connection: KubeConnection): Promise<SmokeReading<string>> {
  const done = await read(connection, '/apis/velero.io/v1/backups', (objects) =>
    objects.flatMap(({ status }) => {
      const { phase, completionTimestamp } = toMap(status);
      return phase === 'Completed' && typeof completionTimestamp === 'string' ? [completionTimestamp] : [];
    }),
  );
  if (done.state === 'unknown') return done;
  const last = [...done.value].sort().at(-1);
  return last === undefined
    ? { state: 'unknown', why: 'no backup of Kubernetes objects has succeeded yet' }
    : { state: 'known', value: last };
}

function isReady(object: KubeObject): boolean {
  return findCondition(object, 'Ready')?.status === 'True';
}

function toNode({ metadata, status }: KubeObject): OwnSmoke['nodes'][number] {
  const capacity = toMap(toMap(status)['capacity']);
  return {
    name: metadata.name,
    zone: metadata.labels?.[ZONE] ?? '',
    cpu: Number(capacity['cpu']),
    memoryGib: toMemoryGib(capacity['memory']),
  };
}

function toStorageClass({ metadata, parameters }: KubeObject): OwnSmoke['storageClasses'][number] {
  return {
    name: metadata.name,
    isDefault: metadata.annotations?.[DEFAULT_CLASS] === 'true',
    isEncrypted: toMap(parameters)['encrypted'] === 'true',
  };
}

function listPulls({ status }: KubeObject): OwnSmoke['imagePulls'] {
  const { initContainerStatuses, containerStatuses } = toMap(status);
  return [initContainerStatuses, containerStatuses]
    .flatMap((list) => (Array.isArray(list) ? (list as readonly unknown[]) : []))
    .map((container) => {
      const { image, state } = toMap(container);
      const { reason } = toMap(toMap(state)['waiting']);
      const isPulled = typeof reason !== 'string' || !NOT_PULLED.has(reason);
      return { image: String(image), isPulled, message: isPulled ? '' : String(reason) };
    });
}

function toMap(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
