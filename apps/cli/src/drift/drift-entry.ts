import type { DriftPolicy, VerdictClass } from '@atoll/agent-model';
import { toPrintable } from '../printable.ts';
import type { DriftRecord } from './drift-record.ts';

/**
 * How a drift stands. `acknowledged` is still drift, only seen by somebody; `ignored` is neither told nor healed until its
 * instant; `healed` is as in Git again.
 */
export type DriftState = 'open' | 'acknowledged' | 'ignored' | 'healed';

/** Identity of the object that a record is about. */
export interface DriftedObject {
  readonly apiVersion: string;
  readonly kind: string;
  /** Absent for objects outside every namespace. */
  readonly namespace?: string;
  readonly name: string;
}

/** A DriftRecord in a line. */
export interface DriftEntry {
  /** Name of the record, which the other commands take. */
  readonly record: string;
  readonly region: string;
  readonly half: 'control-plane' | 'region';
  /** The Kustomization that applies the object; absent: nobody knows. */
  readonly stage?: string;
  readonly object: DriftedObject;
  /** `Unknown` too while the agent has not said a word. */
  readonly class: VerdictClass;
  readonly state: DriftState;
  /** Paths of the fields that are not as in Git, as JSON pointers with list items by their keys. */
  readonly fields: readonly string[];
  /** Since when it is drifted; RFC 3339. */
  readonly since?: string;
  readonly policy?: DriftPolicy;
  /** What happens next, in words. */
  readonly nextAction?: string;
  /** When that happens, if it waits for an instant; RFC 3339. */
  readonly nextActionAt?: string;
}

/** Gives the line of a record; every text of it can be shown on a terminal. */
export function toDriftEntry(record: DriftRecord, now: Date): DriftEntry {
  const { metadata, spec, status = {} } = record;
  const { namespace } = spec.object;
  return {
    record: metadata.name,
    region: toPrintable(spec.region),
    half: spec.half,
    ...optional('stage', spec.stage),
    object: {
      apiVersion: toPrintable(spec.object.apiVersion),
      kind: toPrintable(spec.object.kind),
      ...optional('namespace', namespace),
      name: toPrintable(spec.object.name),
    },
    class: status.class ?? 'Unknown',
    state: stateOf(record, now),
    fields: (status.changes ?? []).map(({ path }) => toPrintable(path)),
    ...optional('since', status.firstSeen ?? metadata.creationTimestamp),
    ...(status.policy === undefined ? {} : { policy: status.policy }),
    ...optional('nextAction', status.nextAction),
    ...optional('nextActionAt', status.nextActionAt),
  };
}

/** Tells whether something is to be done about a record: it is drifted, and nobody said that it may be. */
export function isOpen({ state }: Pick<DriftEntry, 'state'>): boolean {
  return state === 'open' || state === 'acknowledged';
}

function stateOf({ spec, status }: DriftRecord, now: Date): DriftState {
  if (status?.class === 'InSync') return 'healed';
  const { ignored, acknowledged } = spec;
  // An instant that nobody can read is none: the drift is told.
  if (ignored !== undefined && now.getTime() < Date.parse(ignored.until)) return 'ignored';
  const sinceMs = Date.parse(changedAt(status) ?? '');
  const isSeen = acknowledged !== undefined && !(Date.parse(acknowledged.at) < sinceMs);
  return isSeen ? 'acknowledged' : 'open';
}

/** What somebody acknowledged is the drift as it was then: another change of the object is to be seen anew. */
function changedAt(status: DriftRecord['status']): string | undefined {
  const changes = (status?.history ?? []).filter(({ event }) => event === 'Drifted' || event === 'Changed');
  return changes.at(-1)?.at ?? status?.firstSeen;
}

function optional<Name extends string>(
  name: Name,
  text: string | undefined,
): { readonly [Key in Name]?: string } {
  // A computed key is typed as string.
  return (text === undefined ? {} : { [name]: toPrintable(text) }) as { readonly [Key in Name]?: string };
}
