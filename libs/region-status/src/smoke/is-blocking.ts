import type { SmokeResult } from './smoke-requirement.ts';

/** Whether a region is not Ready because of it. */
export function isBlocking({ result, isAwaited }: SmokeResult): boolean {
  return result === 'failed' || (result === 'unknown' && isAwaited);
}
