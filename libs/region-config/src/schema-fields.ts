import type { SchemaNode } from './documented-schema.ts';
import type { FieldPath, FieldStep } from './field-path.ts';

/** A field as a schema describes it. */
export interface SchemaField {
  /** Path of names; `[]` follows a list, `<name>` stands for any key of a map, such as `spec.aws.zones[]`. */
  readonly path: string;
  readonly name: string;
  readonly node: SchemaNode;
  /** Whether the file has to hold it: required, and without a default. */
  readonly required: boolean;
}

/** Gives the fields right below a node; those of a list are its items' and those of a choice are of every branch. */
export function listChildren(node: SchemaNode, path: string): readonly SchemaField[] {
  const fields = new Map<string, SchemaField>();
  for (const [name, child] of Object.entries(node.properties ?? {})) {
    const required = node.required?.includes(name) === true && child.default === undefined;
    fields.set(name, { path: path === '' ? name : `${path}.${name}`, name, node: child, required });
  }
  for (const field of (node.oneOf ?? []).flatMap((branch) => listChildren(branch, path))) {
    const known = fields.get(field.name);
    const isTag = field.name === node.discriminator?.propertyName;
    // What one branch demands another may refuse, so only the branch itself can say that a field is required.
    fields.set(field.name, known === undefined ? { ...field, required: isTag } : mergeBranches(known, field));
  }
  if (typeof node.additionalProperties === 'object') {
    const name = '<name>';
    fields.set(name, { path: `${path}.${name}`, name, node: node.additionalProperties, required: false });
  }
  return node.items === undefined ? [...fields.values()] : [itemOf(node.items, path)];
}

/** Gives every field below a node, parents before children. */
export function listFields(node: SchemaNode, path = ''): readonly SchemaField[] {
  return listChildren(node, path).flatMap((field) => [field, ...listFields(field.node, field.path)]);
}

/** Gives the field at a path below a node; undefined when the schema has no such field. */
export function findField(root: SchemaNode, path: FieldPath): SchemaField | undefined {
  let field: SchemaField | undefined;
  let [node, text] = [root, ''];
  for (const step of path) {
    field = listChildren(node, text).find((child) => isStepTo(child, step));
    if (field === undefined) return undefined;
    [node, text] = [field.node, field.path];
  }
  return field;
}

function itemOf(node: SchemaNode, path: string): SchemaField {
  return { path: `${path}[]`, name: '[]', node, required: false };
}

function isStepTo(field: SchemaField, step: FieldStep): boolean {
  if (typeof step === 'number') return field.name === '[]';
  return field.name === step || field.name === '<name>';
}

/** One name in several branches: its constants together are what it allows, and each branch describes its own. */
function mergeBranches(known: SchemaField, field: SchemaField): SchemaField {
  const [a, b] = [choiceOf(known.node), choiceOf(field.node)];
  if (a === undefined || b === undefined) return known;
  const { const: _, ...node } = known.node;
  const description = [node.description, field.node.description].join(' ');
  return {
    ...known,
    node: { ...node, description, enum: [...a, ...b.filter((value) => !a.includes(value))] },
  };
}

function choiceOf(node: SchemaNode): readonly unknown[] | undefined {
  return node.const === undefined ? node.enum : [node.const];
}
