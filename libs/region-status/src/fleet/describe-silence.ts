const MS_A_SECOND = 1000;
/** Words that may be lost or late without meaning anything. */
const LATE_INTERVALS = 2;
const SILENT_INTERVALS = 3;

/** How long an agent has not been heard. Silence is not health: nothing that it said before counts any more. */
export interface Silence {
  /** `ahead`: its clock, or ours, is wrong by more than an interval, so its age tells nothing. */
  readonly state: 'heard' | 'late' | 'silent' | 'never' | 'ahead';
  /** Absent when it was never heard, or cannot be told. */
  readonly ageSeconds?: number;
  readonly message: string;
}

/**
 * Describes the silence of an agent that promises a word each `intervalSeconds`: late after 2 intervals, silent after 3.
 *
 * @param lastSeen RFC 3339; `undefined` when it was never heard
 */
export function describeSilence(lastSeen: string | undefined, now: Date, intervalSeconds: number): Silence {
  const seenMs = lastSeen === undefined ? Number.NaN : Date.parse(lastSeen);
  if (Number.isNaN(seenMs)) return { state: 'never', message: 'never heard' };
  const ageSeconds = Math.floor((now.getTime() - seenMs) / MS_A_SECOND);
  if (ageSeconds < -intervalSeconds) {
    return { state: 'ahead', message: `its last word is ${-ageSeconds} s in the future: compare the clocks` };
  }
  const age = Math.max(0, ageSeconds);
  const message = `last heard ${renderAge(age)} ago, promised each ${renderAge(intervalSeconds)}`;
  const state =
    age > SILENT_INTERVALS * intervalSeconds
      ? 'silent'
      : age > LATE_INTERVALS * intervalSeconds
        ? 'late'
        : 'heard';
  return { state, ageSeconds: age, message };
}

const UNITS = [
  { seconds: 86_400, sign: 'd' },
  { seconds: 3600, sign: 'h' },
  { seconds: 60, sign: 'min' },
] as const;

function renderAge(seconds: number): string {
  const unit = UNITS.find((candidate) => seconds >= 2 * candidate.seconds);
  return unit === undefined ? `${seconds} s` : `${Math.floor(seconds / unit.seconds)} ${unit.sign}`;
}
