import { configApiVersion } from '@atoll/region-config';
import { type Document, isMap, isScalar, parseDocument, stringify, type YAMLMap } from 'yaml';
import { isPlainMap, isSameValue, type PlainMap } from './value-changes.ts';

/** Lines are never folded: a folded ARN is hard to search for. */
const STYLE = { lineWidth: 0 } as const;

/** `- ` at the column of its key, as in `zones:` followed by `- a`. */
const UNINDENTED_LIST = /^( *)[^\s#-].*:[^\S\n]*(?:#.*)?\n\1- /m;

/** What observed.yaml is to say. */
export interface ObservedValues {
  readonly region: string;
  /** Name of the cloud and of its block. */
  readonly cloud: string;
  /** All values of the block. */
  readonly values: PlainMap;
}

/**
 * Gives the text of observed.yaml with the values of one cloud's block.
 *
 * Comments, order, quotes and line ends of a text that is there stay; new fields come last. The text must have been validated.
 */
export function editObserved(text: string | undefined, observed: ObservedValues): string {
  if (text === undefined) return renderFreshObserved(observed);
  const document = parseDocument(text);
  const spec = requireMap(document, document.contents, 'spec');
  writeMap(document, requireMap(document, spec, observed.cloud), observed.values);
  const edited = document.toString({ ...STYLE, indentSeq: !UNINDENTED_LIST.test(text) });
  return text.includes('\r\n') ? edited.replaceAll('\n', '\r\n') : edited;
}

function renderFreshObserved({ region, cloud, values }: ObservedValues): string {
  const content = {
    apiVersion: configApiVersion,
    kind: 'Observed',
    metadata: { name: region },
    spec: { [cloud]: values },
  };
  return `# yaml-language-server: $schema=../../docs/schemas/observed.schema.json
# Written by \`atoll observe ${region}\` from the status of the region's managed resources.
# What needs a value that is absent here is not rendered, and synth says so. Comments stay when it is written again.
${stringify(content, STYLE)}`;
}

function requireMap(document: Document, parent: unknown, name: string): YAMLMap {
  const map = parent as YAMLMap;
  const child = map.get(name, true);
  if (isMap(child)) return asBlock(child);
  const made = document.createNode({}) as YAMLMap;
  asBlock(map).set(name, made);
  return asBlock(made);
}

/** `{}` would go on as one long line. */
function asBlock(map: YAMLMap): YAMLMap {
  if (map.items.length === 0) map.flow = false;
  return map;
}

function writeMap(document: Document, map: YAMLMap, values: PlainMap): void {
  for (const { key } of [...map.items]) {
    const name = isScalar(key) ? String(key.value) : String(key);
    if (!Object.hasOwn(values, name)) map.delete(name);
  }
  for (const [name, value] of Object.entries(values)) writeField(document, map, [name, value]);
}

function writeField(document: Document, map: YAMLMap, [name, value]: readonly [string, unknown]): void {
  if (isPlainMap(value)) {
    writeMap(document, requireMap(document, map, name), value);
    return;
  }
  const node = map.get(name, true);
  if (node !== undefined && isSameValue(node.toJSON(), value)) return;
  // The same node keeps the comment behind it.
  if (isScalar(node) && !Array.isArray(value)) node.value = value;
  else map.set(name, document.createNode(value));
}
