/** One step into an object, as a person would say it; what the engine makes of it is what the tests are about. */
export type TreeStep =
  | { readonly field: string }
  | { readonly item: string }
  /** A value of a list that is a set. */
  | { readonly value: unknown };

/** A value together with what the schema says about it, which is how the API server knows what one field is. */
export type SchemaTree =
  /** A scalar, or a list or map that is replaced as a whole. */
  | { readonly type: 'leaf'; readonly value: unknown }
  | { readonly type: 'map'; readonly fields: ReadonlyMap<string, SchemaTree> }
  /** A list whose items are known by `name`; each item is a map without it. */
  | { readonly type: 'list'; readonly items: ReadonlyMap<string, SchemaTree> }
  | { readonly type: 'set'; readonly values: readonly unknown[] };

/** A field that the schema knows: where, and what stands there. */
export interface TreeLeaf {
  readonly steps: readonly TreeStep[];
  readonly value: unknown;
  /** Whether its value may be another one: an item of a set can only be there or not. */
  readonly isScalar: boolean;
}

/** Gives the plain value. */
export function toTreeValue(tree: SchemaTree): unknown {
  switch (tree.type) {
    case 'leaf':
      return tree.value;
    case 'map':
      return Object.fromEntries([...tree.fields].map(([name, child]) => [name, toTreeValue(child)]));
    case 'list':
      return [...tree.items].map(([name, child]) => ({ ...(toTreeValue(child) as object), name }));
    case 'set':
      return [...tree.values];
  }
}

/** Gives FieldsV1 as the API server writes it for whoever sets all of it. */
export function toFieldsV1(tree: SchemaTree): Record<string, unknown> {
  switch (tree.type) {
    case 'leaf':
      return {};
    case 'map':
      return Object.fromEntries([...tree.fields].map(([name, child]) => [`f:${name}`, toFieldsV1(child)]));
    case 'list':
      return Object.fromEntries(
        [...tree.items].map(([name, child]) => [
          `k:${JSON.stringify({ name })}`,
          { '.': {}, 'f:name': {}, ...toFieldsV1(child) },
        ]),
      );
    case 'set':
      return Object.fromEntries(tree.values.map((value) => [`v:${JSON.stringify(value)}`, {}]));
  }
}

/** Gives every field that has a value of its own. */
export function listTreeLeaves(tree: SchemaTree, steps: readonly TreeStep[] = []): readonly TreeLeaf[] {
  switch (tree.type) {
    case 'leaf':
      return [{ steps, value: tree.value, isScalar: true }];
    case 'map':
      return [...tree.fields].flatMap(([field, child]) => listTreeLeaves(child, [...steps, { field }]));
    case 'list':
      return [...tree.items].flatMap(([item, child]) => listTreeLeaves(child, [...steps, { item }]));
    case 'set':
      return tree.values.map((value) => ({ steps: [...steps, { value }], value, isScalar: false }));
  }
}

/** Writes steps as a path of a DriftChange, by the rule that the README of this library states. */
export function toTreePath(steps: readonly TreeStep[]): string {
  return steps.map(toStepText).join('');
}

function toStepText(step: TreeStep): string {
  if ('field' in step) return step.field === '*' ? '/~4' : `/${escape(step.field).replaceAll('/', '~1')}`;
  if ('item' in step) return `[name=${escape(step.item)}]`;
  return `[=${escape(typeof step.value === 'string' ? step.value : JSON.stringify(step.value))}]`;
}

function escape(text: string): string {
  return text.replaceAll('~', '~0').replaceAll('[', '~2').replaceAll(']', '~3');
}

/**
 * Gives a value with another one at a place; undefined takes away what is there. What is not there is added, with the
 * maps around it.
 */
export function editValue(value: unknown, steps: readonly TreeStep[], next: unknown): unknown {
  const [step, ...rest] = steps;
  if (step === undefined) return next;
  if ('field' in step) {
    const fields = (value ?? {}) as Readonly<Record<string, unknown>>;
    const old = Object.hasOwn(fields, step.field) ? fields[step.field] : undefined;
    return Object.fromEntries([
      ...Object.entries(fields).filter(([name]) => name !== step.field),
      ...toEntry(step.field, editValue(old, rest, next)),
    ]);
  }
  const list = (value ?? []) as readonly unknown[];
  const at = list.findIndex((item) =>
    'item' in step
      ? (item as { readonly name?: unknown }).name === step.item
      : JSON.stringify(item) === JSON.stringify(step.value),
  );
  const edited = 'item' in step ? editValue(at === -1 ? { name: step.item } : list[at], rest, next) : next;
  const before = at === -1 ? list : list.slice(0, at);
  const after = at === -1 ? [] : list.slice(at + 1);
  return [...before, ...(edited === undefined ? [] : [edited]), ...after];
}

function toEntry(name: string, value: unknown): readonly (readonly [string, unknown])[] {
  return value === undefined ? [] : [[name, value]];
}

/** Gives FieldsV1 of whoever sets just one field. */
export function toFieldsV1Of(steps: readonly TreeStep[]): Record<string, unknown> {
  return steps.reduceRight<Record<string, unknown>>((child, step) => ({ [toKey(step)]: child }), {});
}

function toKey(step: TreeStep): string {
  if ('field' in step) return `f:${step.field}`;
  return 'item' in step ? `k:${JSON.stringify({ name: step.item })}` : `v:${JSON.stringify(step.value)}`;
}
