import { AuditError } from './audit-error.ts';
import type { AuditHead, AuditLine, AuditOrigin, AuditRecord } from './audit-record.ts';
import { parseRecord } from './parse-record.ts';
import { hashRecord, toGenesis } from './seal-record.ts';

/** What is wrong with the first record that is not as it was written. */
export type ChainFaultKind =
  /** The line is no record. */
  | 'unreadable'
  /** A record is not there. */
  | 'missing'
  /** A record stands after one that was written later. */
  | 'reordered'
  /** A record stands twice, or one was put in between. */
  | 'inserted'
  /** The content does not give the hash. */
  | 'altered'
  /** The record does not follow the one before it, or not this region and half. */
  | 'unlinked'
  /** The chain ends before a head that is known from elsewhere. */
  | 'truncated'
  /** The record at a known head is another one. */
  | 'replaced';

/** The first fault of a chain. */
export interface ChainFault {
  readonly kind: ChainFaultKind;
  /** Number of the record that is wrong or missing. */
  readonly sequence: number;
  /** File and line, where one stands there. */
  readonly place: string;
  /** One sentence for a person. */
  readonly message: string;
}

/** What verifying came to: the head as far as the chain is sound, and the first fault. */
export interface ChainReport {
  readonly head: AuditHead;
  readonly fault: ChainFault | undefined;
}

/** What a chain is verified against. */
export interface VerifyOptions {
  readonly origin: AuditOrigin;
  /** A head that is known from elsewhere, such as a status or a printed page; without one a cut tail goes unnoticed. */
  readonly knownHead?: AuditHead;
}

/** Verifies a chain from its first record and names the first that is altered, missing, moved or put in. */
export async function verifyChain(
  lines: AsyncIterable<AuditLine> | Iterable<AuditLine>,
  options: VerifyOptions,
): Promise<ChainReport> {
  const { origin, knownHead } = options;
  const all: AuditLine[] = [];
  for await (const line of lines) all.push(line);
  let head = toGenesis(origin);
  let fault = explainKnown(head, knownHead, 'the start');
  for (const [index, line] of all.entries()) {
    fault ??= explainLine(line, { head, origin, later: all.slice(index + 1, index + LOOK_AHEAD) });
    if (fault !== undefined) return { head, fault };
    const { sequence, hash } = parseRecord(line);
    head = { sequence, hash };
    fault = explainKnown(head, knownHead, line.place);
  }
  return { head, fault: fault ?? explainEnd(head, knownHead) };
}

/** How far a record that is not in its place is looked for, only to say "moved" in place of "missing". */
const LOOK_AHEAD = 10_000;

interface Expectation {
  readonly head: AuditHead;
  readonly origin: AuditOrigin;
  readonly later: readonly AuditLine[];
}

function explainLine(line: AuditLine, expectation: Expectation): ChainFault | undefined {
  const { head, origin } = expectation;
  const expected = head.sequence + 1;
  const record = tryParse(line);
  if (record === undefined) {
    return toFault('unreadable', { sequence: expected, at: line }, 'the line is not as Atoll wrote it');
  }
  if (record.sequence > expected) return explainGap(expected, line, expectation.later);
  if (record.sequence < expected) {
    return toFault(
      'inserted',
      { sequence: record.sequence, at: line },
      `a record with this number stands before; ${expected} belongs here`,
    );
  }
  if (hashRecord(record) !== record.hash) {
    return toFault('altered', { sequence: expected, at: line }, 'its content does not give its hash');
  }
  if (record.previous !== head.hash || record.region !== origin.region) {
    const before =
      expected === 1 ? `the start of ${origin.region}, half ${origin.half}` : `record ${head.sequence}`;
    return toFault('unlinked', { sequence: expected, at: line }, `it does not follow ${before}`);
  }
  return undefined;
}

function explainGap(expected: number, line: AuditLine, later: readonly AuditLine[]): ChainFault {
  const moved = later.find((candidate) => tryParse(candidate)?.sequence === expected);
  return moved === undefined
    ? toFault('missing', { sequence: expected, at: line }, 'the next record stands in its place')
    : toFault('reordered', { sequence: expected, at: moved }, `it belongs before ${line.place}`);
}

function explainKnown(head: AuditHead, known: AuditHead | undefined, place: string): ChainFault | undefined {
  if (known === undefined || known.sequence !== head.sequence || known.hash === head.hash) return undefined;
  return toFault(
    'replaced',
    { sequence: head.sequence, at: { place } },
    'it is not the one whose hash is known from elsewhere',
  );
}

function explainEnd(head: AuditHead, known: AuditHead | undefined): ChainFault | undefined {
  if (known === undefined || known.sequence <= head.sequence) return undefined;
  const message = `the chain ends at ${head.sequence}, but record ${known.sequence} is known to have been written`;
  return toFault('truncated', { sequence: head.sequence + 1, at: { place: 'the end' } }, message);
}

interface FaultPlace {
  readonly sequence: number;
  readonly at: { readonly place: string };
}

function toFault(kind: ChainFaultKind, { sequence, at: { place } }: FaultPlace, why: string): ChainFault {
  return { kind, sequence, place, message: `record ${sequence} (${place}) is ${kind}: ${why}` };
}

function tryParse(line: AuditLine): AuditRecord | undefined {
  try {
    return parseRecord(line);
  } catch (error) {
    if (error instanceof AuditError) return undefined;
    throw error;
  }
}
