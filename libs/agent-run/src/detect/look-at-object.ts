import { AGENT_NAME, type UnknownReason, type Verdict } from '@atoll/agent-model';
import { KubeError, type KubeObject } from '@atoll/kube';
import { type ClusterRequests, hasStatus } from '../cluster/cluster-requests.ts';
import type { ServedResource } from '../cluster/resource-path.ts';
import type { AgentClock } from '../clock.ts';
import { codeOf } from '../code-of.ts';
import type { DesiredIndex } from '../desired/desired-index.ts';
import type { DesiredObject } from '../desired/desired-object.ts';
import type { Comparer } from './comparer.ts';
import type { VerdictStore } from './verdict-store.ts';

/** What came of a dry-run, for counting. */
export type DryRunResult = 'learnt' | 'refused' | 'forbidden';

/** What a look works with. */
export interface LookOptions {
  readonly requests: ClusterRequests;
  readonly comparer: Comparer;
  readonly desired: DesiredIndex;
  readonly store: VerdictStore;
  readonly clock: AgentClock;
  /** undefined: the API server serves no such kind. */
  readonly resourceOf: (object: DesiredObject) => ServedResource | undefined;
  readonly onDryRun: (result: DryRunResult) => void;
}

/**
 * Reads one object by name and compares it, and asks the API server how it would store the manifest where that is not known
 * yet: at most two requests, once for each change of a manifest.
 *
 * @throws KubeError what is worth another try: no answer, too many requests, a server that fails
 */
export async function lookAtObject(options: LookOptions, key: string): Promise<void> {
  const { desired, store, comparer } = options;
  const wanted = desired.get(key);
  if (wanted === undefined) {
    await lookAtOrphan(options, key);
    return;
  }
  const resource = options.resourceOf(wanted);
  if (resource === undefined) {
    put(
      options,
      wanted,
      toUnknown('noCRD', `the cluster serves no ${wanted.ref.kind} of ${wanted.ref.apiVersion}`),
    );
    return;
  }
  const live = await readOrExplain(options, wanted, resource);
  if (live === 'told') return;
  let verdict = comparer.compare(wanted, live);
  if (verdict === undefined) {
    const fault = await askServer(options, wanted, resource);
    verdict = fault ?? comparer.compare(wanted, live);
  }
  // The manifest may have changed meanwhile; then this look was about the old one, and another waits.
  if (verdict !== undefined && desired.get(key)?.blob === wanted.blob)
    put(options, wanted, { verdict, live });
  else if (verdict !== undefined && desired.get(key) === undefined) store.remove(key);
}

async function readOrExplain(
  options: LookOptions,
  { ref, ...wanted }: DesiredObject,
  resource: ServedResource,
): Promise<KubeObject | undefined | 'told'> {
  try {
    return await options.requests.read(resource, { namespace: ref.namespace, name: ref.name });
  } catch (error) {
    if (!hasStatus(error, 403)) throw error;
    put(options, { ref, ...wanted }, toUnknown('forbidden', `the agent may not read ${resource.plural}`));
    return 'told';
  }
}

/** Gives what is wrong where the server refuses the manifest for good. */
async function askServer(
  { requests, comparer, onDryRun }: LookOptions,
  wanted: DesiredObject,
  resource: ServedResource,
): Promise<Verdict | undefined> {
  try {
    const manifest = JSON.parse(wanted.json) as KubeObject;
    const answer = await requests.apply(resource, manifest, { fieldManager: AGENT_NAME, dryRun: true });
    comparer.learn(wanted, answer);
    onDryRun('learnt');
    return undefined;
  } catch (error) {
    // 422 and 400 say that the manifest itself is refused; 500 of an unknown field does too, and never ends.
    const isFinal = [400, 422].some((status) => hasStatus(error, status)) || isUnknownField(error);
    if (!isFinal && !hasStatus(error, 403)) throw error;
    onDryRun(hasStatus(error, 403) ? 'forbidden' : 'refused');
    const found = hasStatus(error, 403)
      ? toUnknown('forbidden', `the agent may not dry-run ${resource.plural}`)
      : toUnknown('invalid', `the API server refuses the manifest (${codeOf(error)})`);
    return found.verdict;
  }
}

/** A typed patch with a field that the schema does not know is answered by 500, for ever. */
function isUnknownField(error: unknown): boolean {
  return error instanceof KubeError && error.reason === 'UnknownField';
}

async function lookAtOrphan(
  { requests, store, comparer, clock, resourceOf }: LookOptions,
  key: string,
): Promise<void> {
  const known = store.get(key);
  const resource = known?.object === undefined ? undefined : resourceOf(known.object);
  if (known?.object === undefined || resource === undefined) {
    store.remove(key);
    return;
  }
  const { ref } = known.object;
  const live = await requests.read(resource, { namespace: ref.namespace, name: ref.name });
  if (live === undefined || !comparer.isOurs(live)) {
    store.remove(key);
    return;
  }
  store.put({ ...known, verdict: comparer.compareUnwanted(live), observedAt: clock.now() });
}

/** What a look came to. */
interface Found {
  readonly verdict: Verdict;
  readonly live?: KubeObject | undefined;
}

function toUnknown(reason: UnknownReason, message: string): Found {
  return { verdict: { class: 'Unknown', changes: [], reason, message } };
}

function put({ store, clock }: LookOptions, object: DesiredObject, { verdict, live }: Found): void {
  const { uid, resourceVersion } = (live?.metadata ?? {}) as { uid?: string; resourceVersion?: string };
  store.put({
    key: object.key,
    object,
    verdict,
    ...(uid === undefined ? {} : { uid }),
    ...(resourceVersion === undefined ? {} : { resourceVersion }),
    observedAt: clock.now(),
  });
}
