/** First wait after a publication that failed, in seconds; doubled each time. */
const FIRST_RETRY_SECONDS = 5;

/** Longest wait after a failure: a host that is back is used within five minutes. */
const LONGEST_RETRY_SECONDS = 300;

const SECOND_MS = 1000;

/** What a watch waits for. */
export interface WakeInput {
  readonly now: Date;
  readonly intervalSeconds: number;
  /** When a grant, a freeze or a maintenance window begins or ends next; undefined: none does. */
  readonly nextChange: Date | undefined;
  /** When a publication that failed is tried again; undefined: none failed. */
  readonly retryAt: Date | undefined;
}

/** Gives the instant of the next round: never later than the interval, and never now, so that no loop spins. */
export function nextWake({ now, intervalSeconds, nextChange, retryAt }: WakeInput): Date {
  const regular = now.getTime() + intervalSeconds * SECOND_MS;
  const moments = [nextChange, retryAt].flatMap((moment) => (moment === undefined ? [] : [moment.getTime()]));
  return new Date(Math.max(now.getTime() + SECOND_MS, Math.min(regular, ...moments)));
}

/** Gives when a publication is tried again after so many failures in a row. */
export function retryAfter(failures: number, now: Date): Date {
  const seconds = Math.min(LONGEST_RETRY_SECONDS, FIRST_RETRY_SECONDS * 2 ** (failures - 1));
  return new Date(now.getTime() + seconds * SECOND_MS);
}
