import { type Document, isMap, isScalar, parseDocument, type ParsedNode } from 'yaml';
import type { Fault } from './fault.ts';
import { checkCharacters } from './forbidden-characters.ts';
import { readPlainValue } from './read-plain-value.ts';
import { toSyntaxFault } from './yaml-syntax.ts';

/** A parsed text: plain values, and the tree with the offsets of every node. */
export interface YamlSubset {
  readonly value: Record<string, unknown>;
  readonly document: Document.Parsed;
}

/**
 * Reads one YAML 1.2 mapping: no anchors, aliases, merge keys, tags, directives, further documents, duplicate or
 * non-text keys, control characters, and at most {@link MAX_DEPTH} levels.
 */
export function parseYamlSubset(text: string): YamlSubset | { readonly faults: readonly Fault[] } {
  const character = checkCharacters(text);
  if (character !== undefined) return { faults: [character] };
  const document = parseConfigDocument(text);
  const fault = checkDocument(text, document);
  if (fault !== undefined) return { faults: [fault] };
  const root = document.contents;
  if (!isMap(root)) return { faults: [noMapping(root)] };
  const { value, faults } = readPlainValue(root as ParsedNode);
  return faults.length > 0 ? { faults } : { value: value as Record<string, unknown>, document };
}

/** Gives the tree of a text that has been parsed before, for the places in it. */
export function parseConfigDocument(text: string): Document.Parsed {
  // The library's own search for duplicate keys is quadratic; readPlainValue does it with a set.
  return parseDocument<ParsedNode>(text, { prettyErrors: false, uniqueKeys: false });
}

function checkDocument(text: string, document: Document.Parsed): Fault | undefined {
  const syntax = toSyntaxFault(document);
  if (syntax !== undefined) return syntax;
  const directive = /^%/m.exec(text);
  if (directive !== null && isDirectiveUsed(document)) {
    const message = 'directives (%NAME) are not allowed; remove the line';
    return { offset: directive.index, path: [], message, code: 'ERR_CONFIG_YAML' };
  }
  return undefined;
}

function noMapping(root: ParsedNode | null): Fault {
  const isEmpty = root === null || (isScalar(root) && root.source === '');
  const message = `the file ${isEmpty ? 'is empty; it must hold' : 'must hold'} a mapping with apiVersion, kind, metadata and spec`;
  return { offset: root?.range[0] ?? 0, path: [], message, code: 'ERR_CONFIG_YAML' };
}

function isDirectiveUsed(document: Document.Parsed): boolean {
  const { yaml, tags } = document.directives;
  return yaml.explicit === true || Object.keys(tags).length > 1 || document.warnings.length > 0;
}
