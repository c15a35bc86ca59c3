import { toPrintable } from '../printable.ts';

/** A value as a record holds it: one of the three forms of a SafeValue, which the API server does not tell apart. */
export interface RecordedValue {
  readonly json?: string;
  readonly cut?: boolean;
  readonly redacted?: string;
  readonly absent?: boolean;
}

/** Gives a recorded value in words: JSON, `(absent)`, or `(secret …)` for one of which only a digest is known. */
export function renderSafeValue(value: RecordedValue): string {
  if (value.redacted !== undefined) return `(secret, digest ${toPrintable(value.redacted).slice(0, 12)})`;
  if (value.json === undefined) return value.absent === true ? '(absent)' : '(not recorded)';
  return `${toPrintable(value.json)}${value.cut === true ? '… (cut)' : ''}`;
}
