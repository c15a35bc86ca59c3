import { toAssignedFields, toExternalName } from './cloud-names.ts';
import { type CloudResource, toActualParameters } from './cloud-resource.ts';
import { explainFault, type Fault } from './faults.ts';
import { asJsonObject, isSameJson, type JsonObject } from './json-object.ts';
import { LATE_DEFAULTS } from './late-defaults.ts';
import type { ManagedKind } from './list-managed-kinds.ts';
import { EXTERNAL_NAME, FINALIZER, isAllowed, isPaused, type ManagedResource } from './managed-resource.ts';
import { pruneToSchema } from './prune-to-schema.ts';
import { type FindTarget, resolveReferences } from './resolve-references.ts';
import { toStatus } from './to-status.ts';

/** How quick the pretended cloud and its provider are, in ms. */
export interface CloudPace {
  /** From the creation of a resource until it is available, and from its deletion until it is gone. */
  readonly latencyMs: number;
  /** Between two looks of the provider for drift; a provider's own default is 600,000. */
  readonly pollMs: number;
  /** Until the provider tries again what failed. */
  readonly retryMs: number;
}

/** Everything that decides what a provider does about one managed resource. */
export interface ReconcileInput {
  readonly object: ManagedResource;
  readonly kind: ManagedKind;
  /** What the cloud holds of it; absent: nothing. */
  readonly cloud: CloudResource | undefined;
  /** Those that are about this object. */
  readonly faults: readonly Fault[];
  readonly find: FindTarget;
  readonly pace: CloudPace;
  readonly nowMs: number;
}

/** What the provider writes, and what the cloud holds afterwards. */
export interface ReconcilePlan {
  /** The whole object to update: its metadata or spec changed. Nothing else is done in the same turn. */
  readonly update?: ManagedResource;
  /** The whole object with a status that changed. */
  readonly statusUpdate?: ManagedResource;
  readonly cloud: CloudResource | undefined;
  /** When to look again, if nothing happens before; on the clock of `nowMs`. */
  readonly wakeAtMs?: number;
}

/** Decides one turn of the provider about one managed resource, in the order in which crossplane-runtime does it. */
export function planReconcile(input: ReconcileInput): ReconcilePlan {
  const { object, cloud } = input;
  if (isPaused(object)) {
    return { cloud, ...writeStatus(input, { synced: { reason: 'ReconcilePaused' } }) };
  }
  const message = input.faults.map((fault) => explainFault(fault, object)).find((text) => text !== undefined);
  if (message !== undefined) return planFailure(input, message);
  if (object.metadata.deletionTimestamp !== undefined) return planDeletion(input);
  const { parameters, open } = resolveReferences(object.spec.forProvider ?? {}, input.find);
  if (open.length > 0) {
    const what =
      'cannot resolve references: referenced field was empty (referenced resource may not yet be ready)';
    return planFailure(input, `${what}: ${open.join('; ')}`);
  }
  if (cloud === undefined && !canExist(object)) return planFailure(input, 'external resource does not exist');
  const prepared = prepare(input, parameters);
  if (!isSameJson(prepared, object)) return { update: prepared, cloud };
  return planObservation(input, cloud ?? createInCloud(input));
}

/** With `Observe` alone the cloud's resource is somebody else's, and its name has to be told. */
function canExist(object: ManagedResource): boolean {
  return isAllowed(object, 'Create') || object.metadata.annotations?.[EXTERNAL_NAME] !== undefined;
}

function planFailure(input: ReconcileInput, message: string): ReconcilePlan {
  const { cloud, nowMs, pace } = input;
  const wakeAtMs = nowMs + pace.retryMs;
  return { cloud, wakeAtMs, ...writeStatus(input, { synced: { reason: 'ReconcileError', message } }) };
}

function planDeletion(input: ReconcileInput): ReconcilePlan {
  const { object, cloud, nowMs, pace } = input;
  const finalizers = object.metadata.finalizers ?? [];
  if (!finalizers.includes(FINALIZER)) return { cloud: undefined };
  const goneAtMs = cloud?.goneAtMs ?? nowMs + pace.latencyMs;
  if (cloud === undefined || !isAllowed(object, 'Delete') || goneAtMs <= nowMs) {
    const kept = finalizers.filter((each) => each !== FINALIZER);
    return { update: { ...object, metadata: { ...object.metadata, finalizers: kept } }, cloud: undefined };
  }
  const deleting = { ...cloud, goneAtMs };
  const status = { synced: { reason: 'ReconcileSuccess' }, ready: 'Deleting' } as const;
  return { cloud: deleting, wakeAtMs: goneAtMs, ...writeStatus(input, status) };
}

/** Gives the object with finalizer, name in the cloud, resolved references, tags and late defaults. */
function prepare(input: ReconcileInput, parameters: JsonObject): ManagedResource {
  const { object, kind } = input;
  const { metadata, spec } = object;
  const finalizers = metadata.finalizers ?? [];
  const annotations = { [EXTERNAL_NAME]: toExternalName(object), ...metadata.annotations };
  const forProvider = { ...toLateFields(object, spec.initProvider), ...parameters };
  return {
    ...object,
    metadata: {
      ...metadata,
      annotations,
      finalizers: finalizers.includes(FINALIZER) ? finalizers : [...finalizers, FINALIZER],
    },
    spec: {
      ...spec,
      forProvider: asJsonObject(pruneToSchema(withProviderTags(object, forProvider), kind.forProvider)),
    },
  };
}

function toLateFields(object: ManagedResource, initProvider: JsonObject = {}): JsonObject {
  if (!isAllowed(object, 'LateInitialize')) return {};
  const fields = Object.entries(LATE_DEFAULTS[object.kind] ?? {});
  return Object.fromEntries(fields.filter(([name]) => initProvider[name] === undefined));
}

function withProviderTags(object: ManagedResource, forProvider: JsonObject): JsonObject {
  const tags = asJsonObject(forProvider['tags']);
  const isOwn = isAllowed(object, 'Create') || isAllowed(object, 'Update');
  // A field called tags that is a list belongs to a kind which the provider does not tag.
  if (!isOwn || Array.isArray(forProvider['tags'])) return forProvider;
  const group = object.apiVersion.split('/')[0];
  const own = {
    'crossplane-kind': `${object.kind.toLowerCase()}.${group}`,
    'crossplane-name': object.metadata.name,
    'crossplane-providerconfig': object.spec.providerConfigRef?.name ?? 'default',
  };
  return { ...forProvider, tags: { ...tags, ...own } };
}

/** A name that is annotated already belongs to a resource that exists: an import, or one from before a restart. */
function createInCloud({ object, faults, pace, nowMs }: ReconcileInput): CloudResource {
  const { annotations } = object.metadata;
  const delays = faults.map((fault) => (fault.type === 'delay' ? fault.delayMs : 0));
  const isKnown = object.status?.atProvider?.['id'] !== undefined || !isAllowed(object, 'Create');
  const latencyMs = isKnown ? 0 : pace.latencyMs + delays.reduce((sum, each) => sum + each, 0);
  return {
    externalName: annotations?.[EXTERNAL_NAME] ?? toExternalName(object),
    applied: { ...object.spec.initProvider, ...object.spec.forProvider },
    drifts: [],
    availableAtMs: nowMs + latencyMs,
    nextPollMs: nowMs + latencyMs + pace.pollMs,
  };
}

function planObservation(input: ReconcileInput, cloud: CloudResource): ReconcilePlan {
  const { object, nowMs } = input;
  const synced = { reason: 'ReconcileSuccess' } as const;
  if (cloud.availableAtMs > nowMs) {
    return { cloud, wakeAtMs: cloud.availableAtMs, ...writeStatus(input, { synced, ready: 'Creating' }) };
  }
  const next = isAllowed(object, 'Update') ? applyToCloud(input, cloud) : cloud;
  const fields = { ...toActualParameters(next), ...toAssignedFields(object, next.externalName) };
  const atProvider = asJsonObject(pruneToSchema(fields, input.kind.atProvider));
  const status = writeStatus(input, { synced, ready: 'Available', atProvider });
  return { cloud: next, ...(next.drifts.length === 0 ? {} : { wakeAtMs: next.nextPollMs }), ...status };
}

/** A change of the spec is applied at once, with everything else; what only the cloud changed, at the next poll. */
function applyToCloud({ object, pace, nowMs }: ReconcileInput, cloud: CloudResource): CloudResource {
  const wanted = { ...object.spec.initProvider, ...object.spec.forProvider };
  const isChanged = !isSameJson(wanted, cloud.applied);
  if (!isChanged && (cloud.drifts.length === 0 || cloud.nextPollMs > nowMs)) return cloud;
  const drifts = cloud.drifts.filter(({ isHeld }) => isHeld);
  return { ...cloud, applied: wanted, drifts, nextPollMs: nowMs + pace.pollMs };
}

function writeStatus(
  { object, nowMs }: ReconcileInput,
  report: Parameters<typeof toStatus>[1],
): { readonly statusUpdate?: ManagedResource } {
  const status = toStatus(object, report, nowMs);
  return isSameJson(status, object.status) ? {} : { statusUpdate: { ...object, status } };
}
