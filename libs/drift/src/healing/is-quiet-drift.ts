import type { HealingInput } from './healing-input.ts';

/** Tells whether nobody is to be told again: the drift is ignored, or somebody acknowledged it as it is now. */
export function isQuietDrift({
  record: { acknowledged, ignored },
  nowMs,
  sinceMs,
}: Pick<HealingInput, 'record' | 'nowMs' | 'sinceMs'>): boolean {
  const isIgnored = ignored !== undefined && nowMs < Date.parse(ignored.until);
  return isIgnored || (acknowledged !== undefined && Date.parse(acknowledged.at) >= sinceMs);
}
