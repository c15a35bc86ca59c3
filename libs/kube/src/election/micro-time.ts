/** Microseconds in a millisecond. */
const MICROS = 1_000;

/**
 * Gives a time as the field type MicroTime of Kubernetes wants it: `2026-11-30T23:04:05.123456Z`. Three digits, as
 * `toISOString` gives them, are refused by the API server with 400.
 */
export function toMicroTime(epochMicros: number): string {
  const millis = Math.floor(epochMicros / MICROS);
  const rest = String(epochMicros - millis * MICROS).padStart(3, '0');
  return new Date(millis).toISOString().replace('Z', `${rest}Z`);
}

/**
 * Gives a function that gives the time of day, each time a later one: also on a machine whose clock stands still or was
 * set back. Others see that a Lease was renewed only by its text, so no renewal may write what one before it has written.
 */
export function createRenewTimes(wallMs: () => number): () => string {
  let last = Number.NEGATIVE_INFINITY;
  return () => {
    last = Math.max(Math.floor(wallMs() * MICROS), last + 1);
    return toMicroTime(last);
  };
}
