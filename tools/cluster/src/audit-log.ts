import { readFile } from 'node:fs/promises';

/** One line of the API server's audit log, as far as tests look at it (audit.k8s.io/v1 Event). */
export interface AuditRecord {
  readonly auditID: string;
  readonly stage: string;
  /** Path with query; names `fieldManager` and `dryRun` of an apply. */
  readonly requestURI: string;
  readonly verb: string;
  readonly user: { readonly username: string; readonly groups?: readonly string[] };
  readonly impersonatedUser?: { readonly username: string };
  readonly userAgent?: string;
  readonly objectRef?: {
    readonly apiGroup?: string;
    readonly apiVersion?: string;
    readonly resource?: string;
    readonly subresource?: string;
    readonly namespace?: string;
    readonly name?: string;
  };
  /** What admission and authorization said of the request, by key. */
  readonly annotations?: Readonly<Record<string, string>>;
  readonly responseStatus?: { readonly code: number; readonly message?: string };
  /** When the request came; RFC 3339 with microseconds. */
  readonly requestReceivedTimestamp: string;
}

/**
 * Reads the writes that the API server has recorded so far, in order. The record of a request may appear just
 * after its answer: poll for one that should be there.
 */
export async function readAuditLog(path: string): Promise<AuditRecord[]> {
  const text = await readFile(path, 'utf8');
  // What follows the last line break is a record that is being written.
  const lines = text.slice(0, text.lastIndexOf('\n') + 1).split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as AuditRecord);
}
