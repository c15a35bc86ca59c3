import type { HealClass } from '@atoll/agent-model';
import { toPrintable } from '../printable.ts';
import { type DriftEntry, toDriftEntry } from './drift-entry.ts';
import type { DriftRecord } from './drift-record.ts';
import { renderSafeValue } from './render-safe-value.ts';

/** One field that is not as in Git. */
export interface DriftedField {
  /** JSON pointer in which a list item is named by its key. */
  readonly path: string;
  /** As Git has it: JSON, or in words what cannot be shown. */
  readonly wanted: string;
  /** As the cluster or the cloud has it. */
  readonly live: string;
  /** Absent: nobody can tell. */
  readonly by?: FieldWriter;
}

/** Who wrote a field, as far as the API server knows. */
export interface FieldWriter {
  readonly manager: string;
  readonly operation: string;
  /** RFC 3339. */
  readonly time?: string;
  readonly user?: string;
}

/** What a person decided about a drift. */
export interface DriftDecisions {
  readonly acknowledged?: { readonly by: string; readonly at: string; readonly comment?: string };
  readonly ignored?: { readonly by: string; readonly until: string; readonly reason: string };
  readonly healRequested?: { readonly by: string; readonly at: string; readonly allowDisruptive?: boolean };
}

/** Something that happened to a drift. */
export interface DriftHistoryEntry {
  readonly at: string;
  readonly event: string;
  readonly by?: string;
  readonly detail?: string;
}

/** A DriftRecord as a page: everything that is known of it. */
export interface DriftPage extends DriftEntry, DriftDecisions {
  /** One sentence about what is so. */
  readonly message: string;
  readonly changes: readonly DriftedField[];
  /** What healing costs; absent: there is nothing to heal. */
  readonly healClass?: HealClass;
  /** Commit that the object was compared with. */
  readonly revision?: string;
  readonly lastSeen?: string;
  readonly healedAt?: string;
  /** How often healing was tried. */
  readonly attempts: number;
  /** Ready to paste under `spec.agent.drift.ignore` of region.yaml; has several lines. */
  readonly ignoreRule?: string;
  /** The oldest first. */
  readonly history: readonly DriftHistoryEntry[];
}

/** Gives the page of a record; every text of it but the rule's line breaks can be shown on a terminal. */
export function toDriftPage(record: DriftRecord, now: Date): DriftPage {
  const { spec, status = {} } = record;
  return {
    ...toDriftEntry(record, now),
    message: toPrintable(status.message ?? 'the agent has not said a word about it yet'),
    changes: (status.changes ?? []).map(toField),
    ...(status.healClass === undefined ? {} : { healClass: status.healClass }),
    ...pickTexts(status, ['revision', 'lastSeen', 'healedAt']),
    attempts: status.attempts ?? 0,
    ...(status.ignoreRule === undefined ? {} : { ignoreRule: toPrintableLines(status.ignoreRule) }),
    ...toDecisions(spec),
    history: (status.history ?? []).map(({ at, event, ...more }) => ({
      at: toPrintable(at),
      event: toPrintable(event),
      ...pickTexts(more, ['by', 'detail']),
    })),
  };
}

type RecordedChange = NonNullable<NonNullable<DriftRecord['status']>['changes']>[number];

function toField({ path, was, is, by }: RecordedChange): DriftedField {
  const field = { path: toPrintable(path), wanted: renderSafeValue(was), live: renderSafeValue(is) };
  if (by === undefined) return field;
  const { manager, operation } = by;
  return {
    ...field,
    by: {
      manager: toPrintable(manager),
      operation: toPrintable(operation),
      ...pickTexts(by, ['time', 'user']),
    },
  };
}

function toDecisions({ acknowledged, ignored, healRequested }: DriftRecord['spec']): DriftDecisions {
  return {
    ...(acknowledged && {
      acknowledged: {
        by: toPrintable(acknowledged.by),
        at: toPrintable(acknowledged.at),
        ...pickTexts(acknowledged, ['comment']),
      },
    }),
    ...(ignored && {
      ignored: {
        by: toPrintable(ignored.by),
        until: toPrintable(ignored.until),
        reason: toPrintable(ignored.reason),
      },
    }),
    ...(healRequested && {
      healRequested: {
        by: toPrintable(healRequested.by),
        at: toPrintable(healRequested.at),
        ...(healRequested.allowDisruptive === true ? { allowDisruptive: true } : {}),
      },
    }),
  };
}

/** Only the texts that are there. */
function pickTexts<Name extends string>(
  from: { readonly [Key in Name]?: unknown },
  names: readonly Name[],
): { readonly [Key in Name]?: string } {
  const found = names.flatMap((name) => {
    const text = from[name];
    return typeof text === 'string' ? [[name, toPrintable(text)]] : [];
  });
  // Keys of Object.fromEntries are typed as string.
  return Object.fromEntries(found) as { readonly [Key in Name]?: string };
}

function toPrintableLines(text: string): string {
  return text.split('\n').map(toPrintable).join('\n');
}
