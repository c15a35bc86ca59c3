import type { AuditAction } from './audit-actions.ts';
import { AuditError } from './audit-error.ts';
import type { AuditEntry, AuditHead, AuditLine, AuditOrigin, AuditRecord } from './audit-record.ts';
import type { AuditSink, AuditWarning } from './audit-sink.ts';
import { renderCanonicalJson } from './canonical-json.ts';
import { checkEntry } from './check-entry.ts';
import { parseRecord } from './parse-record.ts';
import { type AuditQuery, queryRecords } from './query-records.ts';
import { hashRecord, sealRecord, toGenesis } from './seal-record.ts';
import { type ChainReport, verifyChain } from './verify-chain.ts';

/** How often a record is sealed again because another writer was faster. */
const MAX_ATTEMPTS = 10;

/** Whose log it is and where it is kept. */
export interface AuditLogOptions {
  readonly origin: AuditOrigin;
  readonly sink: AuditSink;
  readonly warn: AuditWarning;
}

/** The audit log of one half of one region. */
export interface AuditLog {
  /**
   * Appends a record; when it resolves, the record is stored for good. Records are stored in the order of the calls.
   *
   * @throws AuditError `ERR_AUDIT_ENTRY`, `ERR_AUDIT_DETAIL`, `ERR_AUDIT_APPEND` (not stored), `ERR_AUDIT_MOVED`,
   *   `ERR_AUDIT_BROKEN` (the last stored line is no record of this chain)
   */
  appendRecord<Action extends AuditAction>(entry: AuditEntry<Action>): Promise<AuditRecord>;
  /** The last link, to be made known elsewhere. */
  readHead(): Promise<AuditHead>;
  verify(knownHead?: AuditHead): Promise<ChainReport>;
  query(query: AuditQuery): AsyncIterable<AuditRecord>;
}

/** Opens an audit log; nothing is read before the first call. */
export function openAuditLog({ origin, sink, warn }: AuditLogOptions): AuditLog {
  let known: AuditHead | undefined;
  let queue: Promise<unknown> = Promise.resolve();

  async function readHead(): Promise<AuditHead> {
    known ??= toHead(await sink.readLastLine(), origin);
    return known;
  }

  async function append(entry: AuditEntry): Promise<AuditRecord> {
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
      const after = await readHead();
      const record = sealRecord(origin.region, after, entry);
      if ((await store(record, after)) === 'stored') {
        known = { sequence: record.sequence, hash: record.hash };
        return record;
      }
      known = undefined;
      warn('audit record sealed again after that of another writer', { sequence: record.sequence, attempt });
    }
    const message = `other writers were faster ${MAX_ATTEMPTS} times in a row; one chain has one writer, see that the other stops`;
    throw new AuditError('ERR_AUDIT_MOVED', message);
  }

  async function store(record: AuditRecord, after: AuditHead): Promise<'stored' | 'moved'> {
    try {
      return await sink.append(renderCanonicalJson(record), { record, after });
    } catch (cause) {
      known = undefined;
      // An answer can get lost after the write: what counts is what stands there.
      const head = await readHead().catch(() => undefined);
      if (head?.hash === record.hash) return 'stored';
      const message = `audit record ${record.sequence} of ${origin.region} could not be stored: ${messageOf(cause)}`;
      throw new AuditError('ERR_AUDIT_APPEND', message, { cause });
    }
  }

  return {
    appendRecord: async (entry) => {
      checkEntry(entry);
      const turn = queue.then(() => append(entry));
      queue = turn.catch(() => undefined);
      return turn;
    },
    readHead: async () => {
      await queue;
      return readHead();
    },
    verify: (knownHead) =>
      verifyChain(sink.readLines(), { origin, ...(knownHead === undefined ? {} : { knownHead }) }),
    query: (query) => queryRecords(sink.readLines(), query),
  };
}

function toHead(line: AuditLine | undefined, origin: AuditOrigin): AuditHead {
  if (line === undefined) return toGenesis(origin);
  const record = tryParse(line);
  if (record === undefined || hashRecord(record) !== record.hash || record.region !== origin.region) {
    const message = `${line.place} is no record of the chain of ${origin.region}; nothing is appended to a broken chain: run atoll audit verify`;
    throw new AuditError('ERR_AUDIT_BROKEN', message);
  }
  return { sequence: record.sequence, hash: record.hash };
}

function tryParse(line: AuditLine): AuditRecord | undefined {
  try {
    return parseRecord(line);
  } catch {
    return undefined;
  }
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : 'unknown reason';
}
