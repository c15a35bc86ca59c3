import { keyOfObject } from '@atoll/agent-model';
import type { Problem } from '@atoll/core';
import { type Document, LineCounter, parseAllDocuments } from 'yaml';
import { explainManifestFault } from './explain-manifest-fault.ts';
import type { KubeManifest } from './kube-manifest.ts';

/** What one file of a deploy repository holds, and what is wrong with it. */
export interface ParsedManifest {
  /** Those that can be believed. */
  readonly objects: readonly KubeManifest[];
  readonly problems: readonly Problem[];
  /**
   * Whether these are all: else nobody may conclude from the file that an object is not wanted any more, since it may be
   * what could not be read.
   */
  readonly isWhole: boolean;
}

/** Aliases that a file may expand to: a rendered manifest has none. */
const MOST_ALIASES = 0;

/**
 * Reads the objects of one manifest file. A document that is wrong is named and left out, and so is each of two documents
 * that say what the same object should be; the others stand.
 */
export function parseManifest(text: string, file: string): ParsedManifest {
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, {
    lineCounter: lines,
    version: '1.1',
    // Kubernetes knows no dates: what looks like one is text.
    customTags: (tags) =>
      tags.filter((tag) => typeof tag === 'string' || tag.tag !== 'tag:yaml.org,2002:timestamp'),
    uniqueKeys: true,
    logLevel: 'silent',
  });
  const found = ('empty' in documents ? [] : documents).map((document, at) =>
    readDocument(document, { lines, at }),
  );
  const { objects, faults } = withoutDoubles(found);
  const problems = faults.map(({ at, line, column, message }): Problem => {
    const place = found.length === 1 ? '' : `document ${at + 1} of ${found.length} `;
    return { file, line, column, path: '', message: place + message, code: 'ERR_DRIFT_MANIFEST' };
  });
  return { objects, problems, isWhole: problems.length === 0 };
}

/** What is wrong with a document, and where. */
interface Fault {
  /** Number of the document, from 0. */
  readonly at: number;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

interface ReadDocument {
  readonly object?: KubeManifest;
  readonly begin: Omit<Fault, 'message'>;
  readonly faults: readonly Fault[];
}

function readDocument(
  document: Document.Parsed,
  { lines, at }: { readonly lines: LineCounter; readonly at: number },
): ReadDocument {
  const offset = document.contents?.range?.[0] ?? document.range[0];
  const { line, col } = lines.linePos(offset);
  const begin = { at, line: Math.max(1, line), column: Math.max(1, col) };
  if (document.errors.length > 0) {
    const faults = document.errors.map(({ linePos, code }) => ({
      at,
      line: linePos?.[0].line ?? begin.line,
      column: linePos?.[0].col ?? begin.column,
      message: `is no YAML (${code})`,
    }));
    return { begin, faults };
  }
  const read = toValue(document);
  if (read.value === null || read.value === undefined)
    return { begin, faults: read.fault === undefined ? [] : [{ ...begin, message: read.fault }] };
  const message = explainManifestFault(read.value);
  return message === undefined
    ? { begin, faults: [], object: read.value as KubeManifest }
    : { begin, faults: [{ ...begin, message }] };
}

/** An alias that is not allowed throws. */
function toValue(document: Document.Parsed): { readonly value?: unknown; readonly fault?: string } {
  try {
    return { value: document.toJS({ maxAliasCount: MOST_ALIASES }) as unknown };
  } catch {
    return { fault: 'holds an alias, which no rendered manifest has' };
  }
}

/** Two documents about one object are two things that it should be: neither is believed. */
function withoutDoubles(found: readonly ReadDocument[]): {
  readonly objects: readonly KubeManifest[];
  readonly faults: readonly Fault[];
} {
  const byKey = Map.groupBy(
    found.filter(({ object }) => object !== undefined),
    ({ object }) => (object === undefined ? '' : toKey(object)),
  );
  const objects = [...byKey.values()].flatMap((same) => (same.length === 1 ? (same[0]?.object ?? []) : []));
  const doubles = [...byKey.values()].flatMap(([first, ...others]) =>
    others.map(({ object, begin }): Fault => {
      const { kind = '', metadata } = object ?? {};
      const name = `${metadata?.namespace === undefined ? '' : `${metadata.namespace}/`}${metadata?.name ?? ''}`;
      const message = `is ${kind} ${name} again, as document ${(first?.begin.at ?? 0) + 1} is: neither is taken`;
      return { ...begin, message };
    }),
  );
  return { objects, faults: [...found.flatMap(({ faults }) => faults), ...doubles] };
}

function toKey({ apiVersion, kind, metadata: { namespace, name } }: KubeManifest): string {
  return keyOfObject({ apiVersion, kind, name, ...(namespace === undefined ? {} : { namespace }) });
}
