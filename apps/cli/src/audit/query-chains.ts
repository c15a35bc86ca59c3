import { type AuditQuery, type AuditRecord, queryRecords } from '@atoll/audit';
import { findChains } from './find-chains.ts';
import { readChain } from './read-chain.ts';

/** One record of an audit log, as it was written. */
export interface QueriedRecord {
  readonly sequence: number;
  /** RFC 3339 in UTC. */
  readonly at: string;
  /** Who acted, with the kind first: `user:alice@example.org`, `agent:atoll-agent-0`. */
  readonly actor: string;
  readonly action: string;
  readonly region: string;
  /** What it was done to. */
  readonly subject: string;
  readonly outcome: 'done' | 'failed' | 'denied';
  readonly detail: Readonly<Record<string, string | number | boolean | null>>;
  readonly previous: string;
  readonly hash: string;
}

/** Records that were asked for; whether the chain is sound is another question: `atoll audit verify`. */
export interface AuditQueryReport {
  /** By time; those of one chain in its order. */
  readonly records: readonly QueriedRecord[];
  /** Chains that were read. */
  readonly chains: number;
}

/**
 * Gives the records of all chains under some paths that match.
 *
 * @throws AuditFilesError ERR_AUDIT_FILES; AuditError ERR_AUDIT_RECORD at a line that is no record
 */
export async function queryChains(paths: readonly string[], query: AuditQuery): Promise<AuditQueryReport> {
  const chains = await findChains(paths);
  const records: AuditRecord[] = [];
  for (const chain of chains)
    for await (const record of queryRecords(readChain(chain), query)) records.push(record);
  // The sort is stable, so that a clock that went back does not change the order within a chain of equal instants.
  return { records: records.sort((a, b) => Date.parse(a.at) - Date.parse(b.at)), chains: chains.length };
}
