import { stringify } from 'yaml';
import { configApiVersion } from '../region-schema.ts';
import { wrapText } from '../wrap-text.ts';
import type { RegionAnswers, RegionQuestion } from './region-question.ts';

/** One step of a question's path: a name, perhaps with the type of the list's item behind it. */
const STEP = /^([A-Za-z]+)(?:\[type=([a-z-]+)\])?$/;

/** Space in front of each level. */
const INDENT = '  ';

/** What a new file is made from. */
export interface NewRegion {
  readonly name: string;
  /** By path; only these stand in the file. */
  readonly answers: RegionAnswers;
  /** Questions in the order of the file. */
  readonly questions: readonly RegionQuestion[];
}

/** A mapping that is being written: by name, in order. */
interface Section {
  readonly kind: 'section';
  readonly fields: Map<string, Section | Items | Leaf>;
}

/** A list of mappings, by the type of each. */
interface Items {
  readonly kind: 'items';
  readonly items: Map<string, Section>;
}

interface Leaf {
  readonly kind: 'leaf';
  readonly value: unknown;
  readonly comment: string;
}

/** Gives the text of `regions/<name>/region.yaml`: the answers with a line on what each does, ready to be edited. */
export function renderNewRegion({ name, answers, questions }: NewRegion): string {
  const root: Section = { kind: 'section', fields: new Map() };
  for (const { path, comment } of questions) {
    const value = answers[path];
    if (value !== undefined) place(root, path.split('.'), { kind: 'leaf', value, comment });
  }
  const spec = root.fields.get('spec');
  const lines = spec?.kind === 'section' ? renderSection(spec, INDENT) : [];
  return `${[...renderHead(name), ...lines].join('\n')}\n`;
}

function renderHead(name: string): readonly string[] {
  return [
    '# yaml-language-server: $schema=../../docs/schemas/region.schema.json',
    '# Every other field has a default: `npx atoll explain spec` prints them all, each with its reason.',
    `apiVersion: ${configApiVersion}`,
    'kind: Region',
    'metadata:',
    `${INDENT}# Equal to the name of the folder, and part of every name in the cloud; it cannot be changed later.`,
    `${INDENT}name: ${renderScalar(name)}`,
    'spec:',
  ];
}

function place(section: Section, path: readonly string[], leaf: Leaf): void {
  const [step = '', ...rest] = path;
  const [, field = '', type] = STEP.exec(step) ?? [];
  if (rest.length === 0) {
    section.fields.set(field, leaf);
    return;
  }
  place(type === undefined ? sectionAt(section, field) : itemAt(section, field, type), rest, leaf);
}

function sectionAt(parent: Section, field: string): Section {
  const known = parent.fields.get(field);
  if (known?.kind === 'section') return known;
  const section: Section = { kind: 'section', fields: new Map() };
  parent.fields.set(field, section);
  return section;
}

function itemAt(parent: Section, field: string, type: string): Section {
  const known = parent.fields.get(field);
  const list: Items = known?.kind === 'items' ? known : { kind: 'items', items: new Map() };
  parent.fields.set(field, list);
  const item = list.items.get(type) ?? { kind: 'section', fields: new Map<string, Leaf>() };
  item.fields.set('type', { kind: 'leaf', value: type, comment: '' });
  list.items.set(type, item);
  return item;
}

function renderSection({ fields }: Section, indent: string): readonly string[] {
  return [...fields].flatMap(([name, field]) => {
    if (field.kind === 'leaf') return renderLeaf(name, field, indent);
    if (field.kind === 'section') return [`${indent}${name}:`, ...renderSection(field, indent + INDENT)];
    return [`${indent}${name}:`, ...[...field.items.values()].flatMap((item) => renderItem(item, indent))];
  });
}

function renderItem(item: Section, indent: string): readonly string[] {
  const inner = indent + INDENT + INDENT;
  const [first = '', ...rest] = renderSection(item, inner);
  return [`${indent}${INDENT}- ${first.slice(inner.length)}`, ...rest];
}

function renderLeaf(name: string, { value, comment }: Leaf, indent: string): readonly string[] {
  const lines = comment === '' ? [] : wrapText(comment, `${indent}# `).map((line) => toComment(line, indent));
  if (!Array.isArray(value)) return [...lines, `${indent}${name}: ${renderScalar(value)}`];
  return [...lines, `${indent}${name}:`, ...value.map((item) => `${indent}${INDENT}- ${renderScalar(item)}`)];
}

/** Later lines of a wrapped text begin with spaces. */
function toComment(line: string, indent: string): string {
  return line.startsWith(`${indent}#`) ? line : `${indent}# ${line.trimStart()}`;
}

/** Quotes whatever YAML 1.1 or 1.2 would read as something else than this text. */
function renderScalar(value: unknown): string {
  return stringify(value, { version: '1.1', lineWidth: 0 }).trimEnd();
}
