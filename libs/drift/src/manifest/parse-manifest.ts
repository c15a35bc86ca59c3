import type { Problem } from '@atoll/core';
import { type Document, LineCounter, parseAllDocuments } from 'yaml';
import type { KubeManifest } from './kube-manifest.ts';

/** What one file of a deploy repository holds, or what is wrong with it. */
export interface ParsedManifest {
  readonly objects: readonly KubeManifest[];
  readonly problems: readonly Problem[];
}

/** Aliases that a file may expand to: a rendered manifest has none. */
const MOST_ALIASES = 0;

/** Reads the objects of one manifest file; a file that is wrong gives no object, and says why. */
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
  const found = ('empty' in documents ? [] : documents).map((document) => readDocument(document, file));
  const problems = found.flatMap((each) => each.problems);
  return { objects: problems.length > 0 ? [] : found.flatMap(({ objects }) => objects), problems };
}

function readDocument(document: Document.Parsed, file: string): ParsedManifest {
  if (document.errors.length > 0) {
    const problems = document.errors.map(({ linePos, code }) =>
      toProblem(file, `is no YAML (${code})`, {
        line: linePos?.[0].line ?? 0,
        column: linePos?.[0].col ?? 0,
      }),
    );
    return { objects: [], problems };
  }
  const value = readValue(() => document.toJS({ maxAliasCount: MOST_ALIASES }) as unknown);
  if (value === null || value === undefined) return { objects: [], problems: [] };
  const fault = explainFault(value);
  return fault === undefined
    ? { objects: [value as KubeManifest], problems: [] }
    : { objects: [], problems: [toProblem(file, fault, { line: 1, column: 1 })] };
}

function toProblem(
  file: string,
  message: string,
  place: { readonly line: number; readonly column: number },
): Problem {
  return { file, ...place, path: '', message, code: 'ERR_DRIFT_MANIFEST' };
}

/** An alias that is not allowed throws. */
function readValue(read: () => unknown): unknown {
  try {
    return read();
  } catch {
    return 'aliases are not allowed';
  }
}

function explainFault(value: unknown): string | undefined {
  if (value === 'aliases are not allowed') return 'holds an alias, which no rendered manifest has';
  if (typeof value !== 'object' || Array.isArray(value)) return 'is no object of Kubernetes';
  const { apiVersion, kind, metadata } = value as Readonly<Record<string, unknown>>;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') return 'has no apiVersion or no kind';
  const name = (metadata as { readonly name?: unknown } | null | undefined)?.name;
  return typeof name === 'string' && name !== '' ? undefined : 'has no metadata.name';
}
