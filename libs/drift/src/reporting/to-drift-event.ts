import { AGENT_NAME, AGENT_NAMESPACE, type Verdict } from '@atoll/agent-model';
import type { StagedRef } from '../rules/match-object.ts';

/** Longest note of an Event. Source: k8s.io/api, events/v1. */
const MAX_NOTE = 1_024;

/** What an Event is about. */
export interface DriftOccurrence {
  readonly ref: StagedRef;
  readonly uid: string | undefined;
  readonly verdict: Verdict;
  /** Name of the object's DriftRecord. */
  readonly record: string;
  /** Digest of class and changes. */
  readonly digest: string;
  /** RFC 3339 with microseconds. */
  readonly at: string;
  readonly identity: string;
}

/** An Event of events.k8s.io/v1, in the namespace of its object, as the API demands. */
export interface DriftEvent {
  readonly apiVersion: 'events.k8s.io/v1';
  readonly kind: 'Event';
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly [field: string]: unknown;
}

/**
 * Gives the Event of a verdict. Its name is made of the record and what was found, so every replica makes the same one and
 * the API server takes the first alone.
 */
export function toDriftEvent({
  ref,
  uid,
  verdict,
  record,
  digest,
  at,
  identity,
}: DriftOccurrence): DriftEvent {
  const { apiVersion, kind, namespace, name } = ref;
  const isDrifted = verdict.class !== 'InSync';
  return {
    apiVersion: 'events.k8s.io/v1',
    kind: 'Event',
    metadata: { name: `${record}.${digest.slice(0, 12)}`, namespace: namespace ?? 'default' },
    eventTime: at,
    type: isDrifted ? 'Warning' : 'Normal',
    reason: isDrifted ? `Drift${verdict.class}` : 'DriftHealed',
    action: 'Compared',
    note: verdict.message.slice(0, MAX_NOTE),
    reportingController: `atoll.dev/${AGENT_NAME}`,
    reportingInstance: identity.slice(0, 128),
    regarding: {
      apiVersion,
      kind,
      name,
      ...(namespace === undefined ? {} : { namespace }),
      ...(uid === undefined ? {} : { uid }),
    },
    related: {
      apiVersion: 'atoll.dev/v1alpha1',
      kind: 'DriftRecord',
      namespace: AGENT_NAMESPACE,
      name: record,
    },
  };
}
