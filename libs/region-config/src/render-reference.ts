import { composeSchema } from './compose-schema.ts';
import { type ConfigKind, fileOfKind } from './config-kind.ts';
import type { CloudSchemas, SchemaNode } from './documented-schema.ts';
import { describeAllowed, shownDefault } from './explain-field.ts';
import { listChildren, type SchemaField } from './schema-fields.ts';

/** A field whose own fields get a section. */
interface Section {
  readonly path: string;
  readonly node: SchemaNode;
}

/** Gives the reference page of a kind in Markdown, as the text of `docs/reference/<kind>.md`. */
export function renderReference(kind: ConfigKind, clouds: readonly CloudSchemas[]): string {
  const root = composeSchema(kind, clouds);
  const head = [
    `# ${kind}`,
    '<!-- Generated from the schema; change it there. -->',
    `${root.description ?? ''} It stands at \`${fileOfKind[kind]}\`.`,
  ];
  return `${[...head, ...listSections({ path: '', node: root }).flatMap(renderSection)].join('\n\n')}\n`;
}

/** Every object in the order of the file; the items of a list of objects are a section of their own. */
function listSections(section: Section): readonly Section[] {
  const inner = listChildren(section.node, section.path).filter(({ node }) => hasFields(node));
  const own = section.node.type === 'array' ? [] : [section];
  return [...own, ...inner.flatMap(({ path, node }) => listSections({ path, node }))];
}

function hasFields(node: SchemaNode): boolean {
  return node.type === 'object' || (node.items !== undefined && hasFields(node.items));
}

function renderSection({ path, node }: Section): readonly string[] {
  const branches = (node.oneOf ?? []).map((branch) => renderBranch(node, branch));
  const title = path === '' ? [] : [`## ${path}`, node.description ?? ''];
  const list = branches.length === 0 ? [] : [branches.join('\n')];
  const children = listChildren(node, path);
  if (children.length === 0) return [...title, 'No fields.'];
  const rows = children.map(renderRow);
  const table = [
    '| Field | Value | Default | Meaning | Source | Effect of a change |',
    '|---|---|---|---|---|---|',
    ...rows,
  ];
  return [...title, ...list, table.join('\n')];
}

/** Tells which of the fields in the table belong together. */
function renderBranch(node: SchemaNode, branch: SchemaNode): string {
  const name = node.discriminator?.propertyName ?? '';
  const fields = Object.entries(branch.properties ?? {}).filter(([field]) => field !== name);
  const value = JSON.stringify(branch.properties?.[name]?.const);
  return `* \`${name}: ${value}\`: ${branch.description ?? ''} Fields: ${fields.map(([field, child]) => toBranchField(branch, field, child)).join(', ')}.`;
}

function toBranchField(branch: SchemaNode, name: string, node: SchemaNode): string {
  const isRequired = branch.required?.includes(name) === true && node.default === undefined;
  return isRequired ? `${toCode(name)} (required)` : toCode(name);
}

function renderRow({ name, node, required }: SchemaField): string {
  const cells = [
    toCode(name),
    node.type === 'object' ? 'a mapping, see below' : describeAllowed(node),
    renderDefault(node, required),
    node.description ?? '',
    node['x-source'] ?? '',
    node['x-effect'] ?? '',
  ];
  return `| ${cells.map(toCell).join(' | ')} |`;
}

function renderDefault(node: SchemaNode, required: boolean): string {
  const { default: value } = shownDefault(node);
  if (value !== undefined) return toCode(JSON.stringify(value));
  return required ? 'required' : '';
}

function toCode(text: string): string {
  return `\`${text}\``;
}

/** A bar would end the cell and `<name>` would be read as HTML, outside of code. */
function toCell(text: string): string {
  const escaped = text.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ');
  return escaped.startsWith('`') ? escaped : escaped.replaceAll(/[<>*_]/g, (character) => `\\${character}`);
}
