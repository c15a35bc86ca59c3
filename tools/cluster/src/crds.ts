import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { parseAllDocuments } from 'yaml';

import type { ApiRequest } from './api-connection.ts';
import { ClusterError } from './cluster-error.ts';
import { isKubeObject, type KubeObject } from './kube-object.ts';
import { createServerSideApply } from './server-side-apply.ts';

/** Requests at the same time; more make the API server slower, not quicker. */
const PARALLEL = 8;

/** How often a kind that is not served yet is asked for again, in ms. */
const POLL_MS = 50;

/** A machine that needs longer than this, in ms, to serve its kinds is stuck. */
const SERVED_TIMEOUT_MS = 240_000;

/** A CustomResourceDefinition as read from a file. */
export interface Crd extends KubeObject {
  readonly spec: {
    readonly group: string;
    readonly names: { readonly plural: string };
    readonly versions: readonly { readonly name: string; readonly served: boolean }[];
  };
}

/**
 * Reads the CustomResourceDefinitions of all `*.json`, `*.yaml` and `*.yml` files directly in the folders, sorted
 * by name; documents of other kinds are left out, and of two with the same name the later folder's counts.
 *
 * @throws ClusterError `ERR_CLUSTER_CRDS` when a folder is unreadable or holds none
 */
export async function readCrds(folders: readonly string[]): Promise<Crd[]> {
  const byName = new Map<string, Crd>();
  for (const folder of folders) {
    const crds = await readFolder(folder);
    if (crds.length === 0) {
      throw new ClusterError(
        'ERR_CLUSTER_CRDS',
        `${folder} holds no CustomResourceDefinition in *.json or *.yaml`,
      );
    }
    for (const crd of crds) byName.set(crd.metadata.name, crd);
  }
  return [...byName.values()].sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
}

/**
 * Applies the definitions, eight at once.
 *
 * @throws ClusterError `ERR_CLUSTER_CRDS` with the server's reason when it refuses one
 */
export async function applyCrds(request: ApiRequest, crds: readonly Crd[]): Promise<void> {
  const apply = createServerSideApply(request);
  const resource = { plural: 'customresourcedefinitions', isNamespaced: false };
  await forEachParallel(crds, async (crd) => {
    const answer = await apply(crd, { fieldManager: 'atoll-cluster', resource });
    if (answer.refusal === undefined) return;
    throw new ClusterError(
      'ERR_CLUSTER_CRDS',
      `CRD ${crd.metadata.name} refused (${answer.status}): ${answer.refusal}`,
    );
  });
}

/**
 * Waits until every served version of every definition answers a LIST and stands in discovery.
 *
 * Neither is enough: the condition `Established` comes up to 1.5 s before the LIST on a busy server, and on a quick one
 * after it. A database that is copied between the two never gets the condition, and the kind stays out of discovery.
 *
 * @throws ClusterError `ERR_CLUSTER_CRDS` when that takes too long
 */
export async function waitUntilServed(request: ApiRequest, crds: readonly Crd[]): Promise<void> {
  const deadline = performance.now() + SERVED_TIMEOUT_MS;
  const served = crds.flatMap(listServed);
  await forEachParallel(served, ({ root, plural }) =>
    pollUntil(deadline, `${root}/${plural} is not served`, async () => {
      const { status } = await request('GET', `${root}/${plural}?limit=1`);
      return status === 200;
    }),
  );
  await forEachParallel([...Map.groupBy(served, ({ root }) => root)], ([root, kinds]) =>
    pollUntil(deadline, `${root} does not list all its kinds`, async () => {
      const { json } = await request('GET', root);
      const { resources = [] } = (json ?? {}) as { resources?: { name: string }[] };
      return kinds.every(({ plural }) => resources.some(({ name }) => name === plural));
    }),
  );
}

interface ServedKind {
  /** Such as `/apis/ec2.aws.m.upbound.io/v1beta1`. */
  readonly root: string;
  readonly plural: string;
}

function listServed({ spec }: Crd): ServedKind[] {
  const served = spec.versions.filter((version) => version.served);
  return served.map(({ name }) => ({ root: `/apis/${spec.group}/${name}`, plural: spec.names.plural }));
}

async function pollUntil(deadline: number, what: string, isDone: () => Promise<boolean>): Promise<void> {
  while (!(await isDone())) {
    if (performance.now() > deadline) {
      throw new ClusterError('ERR_CLUSTER_CRDS', `${what} after ${SERVED_TIMEOUT_MS} ms`);
    }
    await sleep(POLL_MS);
  }
}

async function readFolder(folder: string): Promise<Crd[]> {
  const names = await readdir(folder).catch((cause: unknown) => {
    throw new ClusterError('ERR_CLUSTER_CRDS', `cannot read the CRD folder ${folder}`, { cause });
  });
  const files = names.filter((name) => /\.(json|ya?ml)$/.test(name)).sort();
  const documents = await Promise.all(files.map((name) => readDocuments(join(folder, name))));
  return documents.flat().filter(isCrd).map(withoutStatus);
}

async function readDocuments(path: string): Promise<unknown[]> {
  const text = await readFile(path, 'utf8');
  if (path.endsWith('.json')) return [JSON.parse(text) as unknown];
  return parseAllDocuments(text).map((document) => document.toJS() as unknown);
}

/** Tells whether a parsed JSON or YAML value is a CustomResourceDefinition. */
export function isCrd(value: unknown): value is Crd {
  return isKubeObject(value) && value.kind === 'CustomResourceDefinition';
}

/** Some generators write an empty status; it belongs to the server, so an apply should not own it. */
function withoutStatus({ status: _status, ...crd }: Crd): Crd {
  return crd as Crd;
}

async function forEachParallel<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items];
  const worker = async (): Promise<void> => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: PARALLEL }, worker));
}
