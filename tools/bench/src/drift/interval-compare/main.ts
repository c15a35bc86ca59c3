/**
 * A program: `main.ts <JSON of kubeconfig, folder>` compares as Flux does, pass after pass without a pause: it lists everything,
 * asks the API server for each object by a dry-run apply what it would become, and logs what would change.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { connectKube, type KubeConnection } from '@atoll/kube';
import { type BenchObject, COLLECTIONS, pathOf } from '../object-set.ts';
import { runAtOnce } from '../run-at-once.ts';

/** Dry-runs at once: kustomize-controller's --concurrent-ssa. */
const AT_ONCE = 4;
const PAGE = 500;

const { kubeconfig, folder, labels } = JSON.parse(process.argv[2] ?? '{}') as {
  readonly kubeconfig: string;
  readonly folder: string;
  readonly labels: Readonly<Record<string, string>>;
};

await run(connectKube({ kubeconfig, userAgent: 'interval-compare' }), readObjects());

async function run(connection: KubeConnection, objects: readonly BenchObject[]): Promise<void> {
  for (;;) {
    const started = performance.now();
    const { live, pages } = await listAll(connection);
    await runAtOnce(objects, AT_ONCE, (object) => compare(connection, object, live.get(pathOf(object))));
    log('pass', { ms: performance.now() - started, requests: pages + objects.length });
  }
}

function readObjects(): readonly BenchObject[] {
  return readdirSync(folder).map((file) => {
    const { metadata, ...rest } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as BenchObject;
    return { ...rest, metadata: { ...metadata, labels } } as BenchObject;
  });
}

interface Listed {
  readonly live: ReadonlyMap<string, BenchObject>;
  /** Requests that it took. */
  readonly pages: number;
}

async function listAll(connection: KubeConnection): Promise<Listed> {
  const live = new Map<string, BenchObject>();
  let pages = 0;
  for (const { kind, plural, root } of COLLECTIONS) {
    let next: string | undefined = '';
    while (next !== undefined) {
      const path = `${root}/${plural}?limit=${PAGE}${next === '' ? '' : `&continue=${next}`}`;
      const { body } = await connection.request({ method: 'GET', path });
      pages += 1;
      const { items, metadata } = body as {
        readonly items: readonly BenchObject[];
        readonly metadata: { readonly continue?: string };
      };
      for (const item of items) live.set(pathOf({ ...item, kind }), item);
      next = metadata.continue === undefined || metadata.continue === '' ? undefined : metadata.continue;
    }
  }
  return { live, pages };
}

async function compare(
  connection: KubeConnection,
  object: BenchObject,
  live: BenchObject | undefined,
): Promise<void> {
  const { body } = await connection.request({
    method: 'PATCH',
    path: `${pathOf(object)}?fieldManager=kustomize-controller&force=true&dryRun=All`,
    contentType: 'application/apply-patch+yaml',
    body: object,
  });
  if (!isDeepStrictEqual(strip(body as BenchObject), live === undefined ? undefined : strip(live)))
    log('an object drifted', { name: object.metadata.name });
}

/** Without what every write changes, and what lists leave out. */
function strip({ metadata, apiVersion: _, kind: __, status: ___, ...rest }: BenchObject): object {
  const { labels: own, annotations } = metadata as Readonly<Record<string, unknown>>;
  return { ...rest, labels: own, annotations };
}

function log(message: string, fields: Readonly<Record<string, unknown>>): void {
  process.stdout.write(`${JSON.stringify({ message, time: new Date().toISOString(), ...fields })}\n`);
}
