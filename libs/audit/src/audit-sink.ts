import type { AuditHead, AuditLine, AuditRecord } from './audit-record.ts';

/** Where records are kept. A sink knows nothing of hashes but their place in the order. */
export interface AuditSink {
  /** Every stored line, in the order of the chain. Mends what a crash left, and says so, before the first is given. */
  readLines(): AsyncIterable<AuditLine>;
  /** The last stored line; `undefined` when there is none. Mends like `readLines`. */
  readLastLine(): Promise<AuditLine | undefined>;
  /**
   * Stores one record after `after`; when it returns `stored`, the record survives a crash of the machine. `moved`:
   * somebody else stored one meanwhile, and nothing was written. If it throws, the record may stand there or not.
   */
  append(
    line: string,
    order: { readonly record: AuditRecord; readonly after: AuditHead },
  ): Promise<'stored' | 'moved'>;
}

/** Told about everything that was lost, mended or tried again; static text and safe fields. */
export type AuditWarning = (message: string, fields: Readonly<Record<string, string | number>>) => void;
