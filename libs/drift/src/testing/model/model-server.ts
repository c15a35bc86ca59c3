import { listOwnables, type ModelObject, type ModelOwner, type SlotValues } from './model-object.ts';
import { modelSlots } from './model-slots.ts';

/** Who writes, and when. */
export interface ModelWriter {
  readonly manager: string;
  /** RFC 3339. */
  readonly time: string;
}

/** An object that is there before anybody wrote a field. */
export function createModelObject(name: string, uid: string, hasFinalizer: boolean): ModelObject {
  return withDefaults({
    name,
    uid,
    values: new Map(),
    owners: [],
    phase: undefined,
    isTerminating: false,
    hasFinalizer,
  });
}

/**
 * Gives an object after a forced server-side apply of what a manager wants. Source: structured-merge-diff, merge/update.go:
 * who has another value loses the field; what the manager wanted before and nobody else owns goes.
 */
export function applyToModel(object: ModelObject, wanted: SlotValues, writer: ModelWriter): ModelObject {
  const isMine = ({ manager, operation }: ModelOwner) => manager === writer.manager && operation === 'Apply';
  const before = object.owners.find(isMine)?.owned ?? new Set<string>();
  const owned = new Set([...wanted.keys()].flatMap(listOwnables));
  const changed = new Set(
    [...wanted]
      .filter(([slot, value]) => !isSame(object.values.get(slot), value))
      .map(([slot]) => `value:${slot}`),
  );
  const others = object.owners
    .filter((owner) => !isMine(owner))
    .map((owner) => ({ ...owner, owned: without(owner.owned, changed) }));
  const values = new Map([...object.values, ...wanted]);
  for (const key of before) {
    const isKept = owned.has(key) || others.some((other) => other.owned.has(key));
    if (!isKept && key.startsWith('value:')) values.delete(slotOf(key));
  }
  const isUnchanged =
    changed.size === 0 && owned.size === before.size && [...owned].every((key) => before.has(key));
  const time = isUnchanged ? (object.owners.find(isMine)?.time ?? writer.time) : writer.time;
  return withDefaults({
    ...object,
    values,
    owners: [...others, { manager: writer.manager, operation: 'Apply', time, owned }],
  });
}

/** Gives an object after a plain update of one field; undefined takes it away. A value that stays moves no ownership. */
export function updateModel(
  object: ModelObject,
  edit: { readonly slot: number; readonly value: unknown },
  writer: ModelWriter,
): ModelObject {
  const { slot, value } = edit;
  if (isSame(object.values.get(slot), value)) return object;
  const isNew = !object.values.has(slot);
  const isGone = value === undefined;
  const lost = new Set(isNew || isGone ? listOwnables(slot) : [`value:${slot}`]);
  const values = new Map(object.values);
  if (isGone) values.delete(slot);
  else values.set(slot, value);
  const isMine = ({ manager, operation }: ModelOwner) => manager === writer.manager && operation === 'Update';
  const mine = object.owners.find(isMine)?.owned ?? new Set<string>();
  const others = object.owners
    .filter((owner) => !isMine(owner))
    .map((owner) => ({ ...owner, owned: without(owner.owned, lost) }));
  const owned = isGone ? without(mine, lost) : new Set([...mine, ...lost]);
  return withDefaults({
    ...object,
    values,
    owners: [...others, { manager: writer.manager, operation: 'Update', time: writer.time, owned }],
  });
}

function withDefaults(object: ModelObject): ModelObject {
  const values = new Map(object.values);
  modelSlots.forEach(({ byDefault }, slot) => {
    if (byDefault !== undefined && !values.has(slot)) values.set(slot, byDefault);
  });
  return { ...object, values };
}

function slotOf(key: string): number {
  return Number(key.split(':')[1]);
}

function without(keys: ReadonlySet<string>, lost: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...keys].filter((key) => !lost.has(key)));
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
