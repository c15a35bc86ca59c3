import type { BenchContext } from './bench-context.ts';
import type { BenchObject } from './object-set.ts';
import { changeByHand } from './offer-changes.ts';
import { runAtOnce } from './run-at-once.ts';

const WRITES = 1_500;
const WRITERS = 16;
const SPARES = 60;
const NAMESPACE = 'spare';
const MS_PER_SECOND = 1_000;

/** Gives how many writes a second the API server takes while nobody watches: of objects that Git does not have. */
export async function measureSustained({ world, log }: BenchContext): Promise<number> {
  const { connection } = world;
  log('writes with the agent off');
  const create = (path: string, body: unknown) => connection.request({ method: 'POST', path, body });
  await create('/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } });
  const spares = Array.from({ length: SPARES }, (_, index) => toSpare(index));
  for (const spare of spares) await create(`/api/v1/namespaces/${NAMESPACE}/configmaps`, spare);
  const targets = Array.from({ length: WRITES }, (_, index) => spares[index % SPARES] ?? toSpare(0));
  const started = performance.now();
  await runAtOnce(targets, WRITERS, async (spare) => void (await changeByHand(connection, spare)));
  return (WRITES * MS_PER_SECOND) / (performance.now() - started);
}

function toSpare(index: number): BenchObject {
  const metadata = { name: `spare-${index}`, namespace: NAMESPACE, labels: {} };
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { 'key-0': 'none' } };
}
