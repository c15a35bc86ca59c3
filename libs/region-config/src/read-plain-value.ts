import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Pair,
  type ParsedNode,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { quoteValue } from './describe-value.ts';
import type { Fault } from './fault.ts';
import type { FieldPath } from './field-path.ts';
import { findForbiddenCharacter } from './forbidden-characters.ts';
import { MAX_DEPTH, subsetSentences } from './yaml-syntax.ts';

/** Names that would reach into JavaScript's own objects instead of becoming a field. */
const UNSAFE_NAMES: ReadonlySet<string> = new Set(['__proto__']);

/** Where a node stands. */
interface Spot {
  readonly path: FieldPath;
  /** Offset of the field's name, or of the node itself in a list. */
  readonly offset: number;
}

/** Gives a tree as maps, lists and scalars, and everything in it that the subset forbids. */
export function readPlainValue(node: ParsedNode): {
  readonly value: unknown;
  readonly faults: readonly Fault[];
} {
  const faults: Fault[] = [];
  return { value: readNode(node, { path: [], offset: node.range[0] }, faults), faults };
}

function readNode(node: ParsedNode | null, spot: Spot, faults: Fault[]): unknown {
  if (node === null) return null;
  const forbidden = forbiddenProperty(node, spot.path);
  if (forbidden !== undefined) {
    faults.push(faultAt(spot.offset, spot.path, forbidden));
    return null;
  }
  if (isMap(node)) return readMap(node as YAMLMap<ParsedNode, ParsedNode | null>, spot.path, faults);
  if (isSeq(node)) return readList(node as YAMLSeq<ParsedNode>, spot.path, faults);
  return readScalar(node as Scalar & ParsedNode, spot.path, faults);
}

function forbiddenProperty(node: ParsedNode, path: FieldPath): string | undefined {
  if (isAlias(node) || node.anchor !== undefined) return subsetSentences.alias;
  if (node.tag !== undefined && node.tag !== null) return subsetSentences.tag;
  return path.length > MAX_DEPTH ? `is nested deeper than ${MAX_DEPTH} levels` : undefined;
}

function readMap(map: YAMLMap<ParsedNode, ParsedNode | null>, path: FieldPath, faults: Fault[]): unknown {
  const value: Record<string, unknown> = {};
  for (const pair of map.items) {
    const offset = pair.key.range[0];
    const name = readName(pair, path, faults);
    if (name === undefined) continue;
    const inner = [...path, name];
    if (Object.hasOwn(value, name)) {
      faults.push({
        ...faultAt(offset, inner, `${quoteValue(name)} stands twice; keep one`),
        code: 'ERR_CONFIG_DUPLICATE',
      });
    }
    value[name] = readNode(pair.value, { path: inner, offset }, faults);
  }
  return value;
}

function readName(pair: Pair<ParsedNode, unknown>, path: FieldPath, faults: Fault[]): string | undefined {
  const key = pair.key;
  const offset = key.range[0];
  if (isAlias(key) || key.anchor !== undefined || (key.tag !== undefined && key.tag !== null)) {
    faults.push(faultAt(offset, path, forbiddenProperty(key, []) ?? subsetSentences.alias));
    return undefined;
  }
  if (!isScalar(key) || typeof key.value !== 'string') {
    faults.push(faultAt(offset, path, 'the name of a field must be text; quote it if it is meant as a name'));
    return undefined;
  }
  if (key.value === '<<' && key.type === 'PLAIN') {
    faults.push(faultAt(offset, path, 'merge keys (<<) are not allowed; write the fields out'));
    return undefined;
  }
  const character = findForbiddenCharacter(key.value);
  if (UNSAFE_NAMES.has(key.value) || character !== undefined) {
    faults.push(faultAt(offset, path, `${quoteValue(key.value)} is not allowed as the name of a field`));
    return undefined;
  }
  return key.value;
}

function readList(list: YAMLSeq<ParsedNode>, path: FieldPath, faults: Fault[]): unknown {
  return list.items.map((item, index) =>
    readNode(item, { path: [...path, index], offset: item.range[0] }, faults),
  );
}

function readScalar(scalar: Scalar & ParsedNode, path: FieldPath, faults: Fault[]): unknown {
  // Only an escape in double quotes can bring in what the text as a whole does not hold.
  const character = scalar.type === 'QUOTE_DOUBLE' ? findForbiddenCharacter(String(scalar.value)) : undefined;
  if (character !== undefined) {
    faults.push(
      faultAt(
        scalar.range[0],
        path,
        `the character ${character.name} (control or invisible) is not allowed; remove it`,
      ),
    );
  }
  return scalar.value;
}

function faultAt(offset: number, path: FieldPath, message: string): Fault {
  return { offset, path, message, code: 'ERR_CONFIG_YAML' };
}
