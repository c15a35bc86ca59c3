import type { DriftAnswer, DriftListAnswer } from './routes/drift-schemas.ts';
import type { AuditListAnswer, RegionAnswer } from './routes/region-schemas.ts';

/** One drifted object that somebody wants to do something about. */
export interface DriftAct {
  readonly region: string;
  readonly id: string;
  /** Who asks, such as `user:https://issuer.example#alice`. */
  readonly actor: string;
  /** Of the request, as the log and the caller have it. */
  readonly requestId: string;
}

/**
 * What the agent does for the API. `undefined` means that there is no such thing; an act on a record that is over
 * throws `ExecutionError` `ERR_EXECUTION_CONFLICT`, a cluster that is away `ERR_EXECUTION_UNAVAILABLE`. Every act is
 * to end in the audit log, with its actor.
 */
export interface ExecutionPort {
  readRegion(region: string): Promise<RegionAnswer | undefined>;
  listDrift(region: string, query: { readonly class?: string }): Promise<DriftListAnswer>;
  readDrift(region: string, id: string): Promise<DriftAnswer | undefined>;
  acknowledgeDrift(act: DriftAct & { readonly comment?: string }): Promise<DriftAnswer | undefined>;
  ignoreDrift(
    act: DriftAct & { readonly until: string; readonly reason: string },
  ): Promise<DriftAnswer | undefined>;
  healDrift(act: DriftAct & { readonly allowDisruptive?: boolean }): Promise<DriftAnswer | undefined>;
  listAudit(
    region: string,
    query: { readonly from?: string; readonly to?: string; readonly limit: number },
  ): Promise<AuditListAnswer>;
}
