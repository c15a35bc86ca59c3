import { join } from 'node:path';
import {
  type AuditAction,
  type AuditEntry,
  type AuditLog,
  type AuditOrigin,
  type AuditQuery,
  type AuditRecord,
  createFolderSink,
  openAuditLog,
} from '@atoll/audit';
import type { AgentLog } from '../agent-log.ts';
import type { AgentMetrics } from '../agent-metrics.ts';
import type { AgentClock } from '../clock.ts';
import { codeOf } from '../code-of.ts';

/** The audit logs of the halves that an agent guards: what it did, and what people had it do. */
export interface AgentAudit {
  /** Records something that was done; a record that cannot be stored is said in log and metrics, and is lost. */
  record<Action extends AuditAction>(
    origin: AuditOrigin,
    entry: Omit<AuditEntry<Action>, 'at'> & { readonly at?: Date },
  ): void;
  query(origin: AuditOrigin, query: AuditQuery): AsyncIterable<AuditRecord>;
  /** Resolves when everything that was recorded is stored, or lost. */
  settle(): Promise<void>;
}

/** What an audit takes. */
export interface AgentAuditOptions {
  /** Each half has a folder of its own in it. */
  readonly folder: string;
  readonly clock: AgentClock;
  readonly metrics: Pick<AgentMetrics, 'auditRecords'>;
  readonly log: AgentLog;
}

/** Makes the audit of an agent; nothing is opened before the first record. */
export function createAgentAudit({ folder, clock, metrics, log }: AgentAuditOptions): AgentAudit {
  const logs = new Map<string, AuditLog>();
  const waiting = new Set<Promise<void>>();
  const logOf = (origin: AuditOrigin): AuditLog => {
    const place = join(folder, origin.region, origin.half);
    const known = logs.get(place);
    if (known !== undefined) return known;
    const warn = (message: string, fields: Readonly<Record<string, string | number>>) =>
      log.warn('the audit log was mended', { ...fields, detail: message });
    const opened = openAuditLog({ origin, sink: createFolderSink(place, warn), warn });
    logs.set(place, opened);
    return opened;
  };
  return {
    record({ region, half }, { at = clock.now(), ...entry }) {
      const origin = { region, half };
      const stored = logOf(origin)
        .appendRecord({ ...entry, at: at.toISOString() } as AuditEntry)
        .then(
          () => metrics.auditRecords.inc({ ...origin, result: 'stored' }),
          (error: unknown) => {
            metrics.auditRecords.inc({ ...origin, result: 'lost' });
            log.error('an audit record is lost', { ...origin, action: entry.action, code: codeOf(error) });
          },
        )
        .finally(() => waiting.delete(stored));
      waiting.add(stored);
    },
    query: (origin, query) => logOf(origin).query(query),
    async settle() {
      await Promise.all(waiting);
    },
  };
}
