import { type HealingDecision, type HealingOutcome, planRemovals } from '@atoll/drift';
import { KubeError, type KubeObject } from '@atoll/kube';
import type { ClusterRequests, ObjectVersion } from '../cluster/cluster-requests.ts';
import { kustomizationResource } from '../cluster/record-resources.ts';
import type { ServedResource } from '../cluster/resource-path.ts';
import type { AgentClock } from '../clock.ts';
import type { DesiredObject } from '../desired/desired-object.ts';
import { OWNER_MANAGER } from '../detect/drift-comparer.ts';
import type { StoredVerdict } from '../detect/verdict-store.ts';

/** A decision to do something. */
export type ActDecision = Extract<HealingDecision, { readonly action: 'askFlux' | 'apply' | 'recreate' }>;

/** What an act is done with. */
export interface ActTools {
  readonly requests: ClusterRequests;
  readonly clock: AgentClock;
  /** Tells whether this process still leads for so many ms: asked before each request of an act. */
  readonly leadsFor: (ms: number) => boolean;
}

/** What is acted on. */
export interface ActTarget {
  readonly decision: ActDecision;
  readonly object: DesiredObject;
  readonly stored: StoredVerdict;
  readonly resource: ServedResource;
}

/** Longest time that one request may be under way. */
const REQUEST_MS = 5_000;

/** By this annotation somebody asks Flux to reconcile now. Source: fluxcd/pkg, apis/meta. */
const REQUESTED_AT = 'reconcile.fluxcd.io/requestedAt';

/** Does what was decided about one object, as far as it is still the one that was judged. Never throws for what a cluster says. */
export async function actOnObject(tools: ActTools, target: ActTarget): Promise<HealingOutcome> {
  try {
    await act(tools, target);
    return { result: 'done' };
  } catch (error) {
    if (error instanceof KubeError) return toFailure(error, tools.clock);
    if (error instanceof NotLeaderAnyMore) return { result: 'failed', why: 'other' };
    throw error;
  }
}

class NotLeaderAnyMore extends Error {}

async function act(tools: ActTools, target: ActTarget): Promise<void> {
  const { decision, object } = target;
  switch (decision.action) {
    case 'askFlux':
      await askFlux(tools, object);
      return;
    case 'apply':
      await putRight(tools, target, decision.guard);
      return;
    case 'recreate':
      await makeAgain(tools, target, decision.replaces);
  }
}

async function askFlux(tools: ActTools, { kustomization }: DesiredObject): Promise<void> {
  const [namespace, name] = kustomization.split('/');
  mustLead(tools);
  await tools.requests.annotate(
    kustomizationResource,
    { namespace, name },
    { [REQUESTED_AT]: tools.clock.now().toISOString() },
  );
}

/** First what Git sets, in the name of Flux; then what others added is taken away, which an apply leaves. */
async function putRight(tools: ActTools, target: ActTarget, guard: ObjectVersion): Promise<void> {
  const { object, stored, resource } = target;
  const place = { namespace: object.ref.namespace, name: object.ref.name };
  const additions = stored.verdict.changes.filter(({ was }) => 'absent' in was).map(({ path }) => path);
  let live: KubeObject | undefined;
  let version = guard;
  if (additions.length < stored.verdict.changes.length) {
    mustLead(tools);
    live = await tools.requests.apply(resource, toOwned(object, guard), {
      fieldManager: OWNER_MANAGER,
      dryRun: false,
    });
    version = { ...guard, resourceVersion: live.metadata['resourceVersion'] as string };
  }
  if (additions.length === 0) return;
  live ??= await tools.requests.read(resource, place);
  const { removals } = planRemovals(live, additions);
  // What it does not find is gone already, or is told again by the next verdict.
  if (removals.length === 0) return;
  mustLead(tools);
  await tools.requests.patch(resource, place, {
    operations: removals,
    guard: version,
    fieldManager: OWNER_MANAGER,
  });
}

/** What is deleted but held by a finalizer is left: it is Terminating now, and made again when it is gone. */
async function makeAgain(
  tools: ActTools,
  { object, resource }: ActTarget,
  replaces: ObjectVersion | undefined,
): Promise<void> {
  const place = { namespace: object.ref.namespace, name: object.ref.name };
  if (replaces !== undefined) {
    mustLead(tools);
    await tools.requests.remove(resource, place, replaces);
    if ((await tools.requests.read(resource, place)) !== undefined) return;
  }
  mustLead(tools);
  await tools.requests.apply(resource, toOwned(object, undefined), {
    fieldManager: OWNER_MANAGER,
    dryRun: false,
  });
}

function mustLead({ leadsFor }: ActTools): void {
  if (!leadsFor(REQUEST_MS)) throw new NotLeaderAnyMore();
}

/**
 * Gives the manifest as Flux applies it, with its labels. Without a version of the object an apply would make one that is
 * gone; with a version alone, too.
 */
function toOwned({ json }: DesiredObject, guard: ObjectVersion | undefined): KubeObject {
  const manifest = JSON.parse(json) as KubeObject;
  return { ...manifest, metadata: { ...manifest.metadata, ...guard } };
}

function toFailure({ status, reason, retryAfterMs }: KubeError, clock: AgentClock): HealingOutcome {
  const why = explainStatus(status, reason);
  return {
    result: 'failed',
    why,
    ...(retryAfterMs === undefined ? {} : { retryAtMs: clock.now().getTime() + retryAfterMs }),
  };
}

function explainStatus(
  status: number | undefined,
  reason: string | undefined,
): Extract<HealingOutcome, { readonly result: 'failed' }>['why'] {
  if (status === 409) return 'conflict';
  if (status === 403) return 'forbidden';
  return reason === 'Immutable' ? 'immutable' : 'other';
}
