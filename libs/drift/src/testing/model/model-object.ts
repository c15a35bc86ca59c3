import type { KubeManifest } from '../../manifest/kube-manifest.ts';
import { editValue } from '../schema-tree.ts';
import { modelSlots } from './model-slots.ts';

/** Number of a slot -> value. */
export type SlotValues = ReadonlyMap<number, unknown>;

/** What one manager owns; `item:<slot>` is the key of the list item around a slot. */
export interface ModelOwner {
  readonly manager: string;
  readonly operation: 'Apply' | 'Update';
  readonly time: string;
  readonly owned: ReadonlySet<string>;
}

/** A live object of the model; it is never changed, only replaced. */
export interface ModelObject {
  readonly name: string;
  readonly uid: string;
  readonly values: SlotValues;
  readonly owners: readonly ModelOwner[];
  readonly phase: string | undefined;
  readonly isTerminating: boolean;
  readonly hasFinalizer: boolean;
}

/** Gives what of an object belongs to a slot: its value and, for an item of a list, the item itself. */
export function listOwnables(slot: number): readonly string[] {
  const isItem = modelSlots[slot]?.steps.some((step) => 'item' in step) === true;
  return isItem ? [`item:${slot}`, `value:${slot}`] : [`value:${slot}`];
}

/** Gives the manifest that Git would hold: no more than what is wanted. */
export function toWantedManifest(name: string, wanted: SlotValues): KubeManifest {
  return toManifest(
    { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name, namespace: 'shop' } },
    wanted,
  );
}

/** Gives the object as the API server shows it. */
export function toLiveManifest(object: ModelObject): KubeManifest {
  const { name, uid, values, owners, phase, isTerminating } = object;
  const base: KubeManifest = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name,
      namespace: 'shop',
      uid,
      creationTimestamp: '2026-12-01T00:00:00Z',
      ...(isTerminating ? { deletionTimestamp: '2026-12-01T11:00:00Z' } : {}),
      managedFields: [
        ...owners.filter(({ owned }) => owned.size > 0).map(toEntry),
        ...(phase === undefined ? [] : [STATUS_ENTRY]),
      ],
    },
    ...(phase === undefined ? {} : { status: { phase } }),
  };
  return toManifest(base, values);
}

const STATUS_ENTRY = {
  manager: 'phase-controller',
  operation: 'Update',
  subresource: 'status',
  time: '2026-12-01T10:00:00Z',
  fieldsType: 'FieldsV1',
  fieldsV1: { 'f:status': { 'f:phase': {} } },
};

function toManifest(base: KubeManifest, values: SlotValues): KubeManifest {
  return [...values]
    .sort(([a], [b]) => a - b)
    .reduce<unknown>(
      (object, [slot, value]) => editValue(object, modelSlots[slot]?.steps ?? [], value),
      base,
    ) as KubeManifest;
}

function toEntry({ manager, operation, time, owned }: ModelOwner) {
  const fieldsV1 = [...owned].sort().reduce<FieldsV1>((fields, key) => addKey(fields, key), {});
  return { manager, operation, time, fieldsType: 'FieldsV1', fieldsV1 };
}

interface FieldsV1 {
  readonly [key: string]: FieldsV1;
}

function addKey(fields: FieldsV1, key: string): FieldsV1 {
  const [sort, slot = ''] = key.split(':');
  const steps = modelSlots[Number(slot)]?.steps ?? [];
  const keys = steps.map((step) =>
    'field' in step
      ? `f:${step.field}`
      : 'item' in step
        ? `k:${JSON.stringify({ name: step.item })}`
        : `v:${JSON.stringify(step.value)}`,
  );
  return sort === 'value' ? put(fields, keys, {}) : put(fields, keys.slice(0, -1), { '.': {}, 'f:name': {} });
}

function put(fields: FieldsV1, [first, ...rest]: readonly string[], leaf: FieldsV1): FieldsV1 {
  if (first === undefined) return { ...fields, ...leaf };
  return { ...fields, [first]: put(fields[first] ?? {}, rest, leaf) };
}
