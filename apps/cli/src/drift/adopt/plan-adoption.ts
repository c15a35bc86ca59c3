import type { AdoptableField } from '@atoll/cloud';
import type { Region } from '@atoll/region-model';
import type { DriftRecord } from '../drift-record.ts';
import type { RecordedValue } from '../render-safe-value.ts';
import type { UnadoptedField } from './adopt-report.ts';

/** A field of region.yaml that would render a live value. */
export interface PlannedField {
  readonly path: string;
  readonly field: string;
  readonly live: unknown;
  readonly value: unknown;
}

/** What would be edited, and what cannot be. */
export interface AdoptionPlan {
  readonly fields: readonly PlannedField[];
  readonly unadopted: readonly UnadoptedField[];
}

/** What planning takes. */
export interface AdoptionInput {
  readonly record: DriftRecord;
  readonly rows: readonly AdoptableField<Region>[];
  readonly region: Region;
  /** Gives what stands in the live object at a path; for values that the record does not hold as a whole. */
  readonly liveAt: (path: string) => unknown;
}

/** Plans which fields of region.yaml would render what is live. */
export function planAdoption(input: AdoptionInput): AdoptionPlan {
  const { record } = input;
  const { changes = [], class: verdict = 'Unknown' } = record.status ?? {};
  if (changes.length === 0) {
    const why = `the object is ${verdict}: there is no live value to take over`;
    return { fields: [], unadopted: [{ path: '/', why }] };
  }
  // Items of one list are one field.
  const paths = new Map(changes.map((change) => [toBasePath(change.path, input), change]));
  const outcomes = [...paths].map(([path, change]) => planField(path, change, input));
  const fields = outcomes.filter((outcome) => 'field' in outcome);
  const unadopted = outcomes.filter((outcome) => 'why' in outcome);
  const torn = findTorn(fields);
  return {
    fields: fields.filter(({ field }) => !torn.has(field)),
    unadopted: [
      ...unadopted,
      ...fields
        .filter(({ field }) => torn.has(field))
        .map(({ path, field }) => ({
          path,
          why: `several live values ask for different values of ${field}`,
        })),
    ],
  };
}

/** Where a managed resource tells what the cloud has, and what was asked for. */
const [IN_CLOUD, ASKED_FOR] = ['/status/atProvider/', '/spec/forProvider/'];

type Change = NonNullable<NonNullable<DriftRecord['status']>['changes']>[number];

function planField(path: string, change: Change, input: AdoptionInput): PlannedField | UnadoptedField {
  const row = findRow(path, input);
  if (row === undefined) return { path, why: 'no field of region.yaml renders it' };
  const live = readLive(path, change, input);
  if (live === undefined) return { path, why: 'the live value is not there, or is not known as a whole' };
  const value = row.toConfig(live, input.region);
  if (value === undefined) return { path, why: `no value of ${row.field} renders ${JSON.stringify(live)}` };
  return { path, field: row.field, live, value };
}

/** A value that is whole in the record is that of the record: it is what a person has seen. */
function readLive(path: string, change: Change, { liveAt }: AdoptionInput): unknown {
  const value: RecordedValue = change.is;
  const isWhole = toPath(change.path) === path && value.json !== undefined && value.cut !== true;
  if (isWhole) return parseJson(value.json ?? '');
  return liveAt(change.path.startsWith(IN_CLOUD) ? path.replace(ASKED_FOR, IN_CLOUD) : path);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Gives the path of the row that a change is in or below; the change's own where there is none. */
function toBasePath(changed: string, input: AdoptionInput): string {
  const path = toPath(changed);
  return rowsOf(input).find((row) => path.startsWith(`${row.path}[`))?.path ?? path;
}

/** What the cloud's status tells of a managed resource is what its spec asks for, under the same names. */
function toPath(path: string): string {
  return path.startsWith(IN_CLOUD) ? path.replace(IN_CLOUD, ASKED_FOR) : path;
}

function findRow(path: string, input: AdoptionInput): AdoptableField<Region> | undefined {
  return rowsOf(input).find((row) => row.path === path);
}

function rowsOf({ rows, record }: AdoptionInput): readonly AdoptableField<Region>[] {
  const { apiVersion, kind } = record.spec.object;
  const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
  return rows.filter((row) => row.group === group && row.kind === kind);
}

function findTorn(fields: readonly PlannedField[]): ReadonlySet<string> {
  const values = new Map<string, string>();
  const torn = new Set<string>();
  for (const { field, value } of fields) {
    const text = JSON.stringify(value);
    if ((values.get(field) ?? text) !== text) torn.add(field);
    values.set(field, text);
  }
  return torn;
}
