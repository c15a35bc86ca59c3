import type { DriftRecordSpec } from '@atoll/agent-model';
import type { HealingInput } from '../healing-input.ts';
import { healingLimits } from '../healing-limits.ts';
import type { ObjectHealing } from '../healing-memory.ts';

/** A person's request to heal an object now. */
export type HealRequest = NonNullable<DriftRecordSpec['healRequested']>;

/** Gives the request that is to be served: one that is neither served nor older than an hour, nor from the future. */
export function findRequest(
  { record, nowMs }: Pick<HealingInput, 'record' | 'nowMs'>,
  { servedRequest }: ObjectHealing,
): HealRequest | undefined {
  const request = record.healRequested;
  if (request === undefined || request.at === servedRequest) return undefined;
  const ageMs = nowMs - Date.parse(request.at);
  return ageMs >= -healingLimits.skewMs && ageMs <= healingLimits.requestMs ? request : undefined;
}
